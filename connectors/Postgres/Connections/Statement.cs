using Npgsql;
using NpgsqlTypes;

namespace Sluice.Connectors.Postgres.Connections;

/// <summary>A statement and its values, ready to be sent once or again.</summary>
internal sealed record Statement(string Sql, params Value[] Values)
{
    public NpgsqlBatchCommand ToCommand()
    {
        var command = new NpgsqlBatchCommand(Sql);
        foreach (var value in Values)
        {
            command.Parameters.Add(value.ToParameter());
        }

        return command;
    }

    /// <summary>The same as a command of its own.</summary>
    public NpgsqlCommand On(NpgsqlConnection connection)
    {
        var command = new NpgsqlCommand(Sql, connection);
        foreach (var value in Values)
        {
            command.Parameters.Add(value.ToParameter());
        }

        return command;
    }

    public async ValueTask<int> RunAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = On(connection);
        return await command.ExecuteNonQueryAsync(cancel);
    }
}

/// <summary>A value and its type in the database.</summary>
internal readonly record struct Value(object Data, NpgsqlDbType Type)
{
    public static implicit operator Value(int number) => new(number, NpgsqlDbType.Integer);

    public static implicit operator Value(long number) => new(number, NpgsqlDbType.Bigint);

    public static implicit operator Value(string text) => new(text, NpgsqlDbType.Text);

    public static implicit operator Value(byte[] bytes) => new(bytes, NpgsqlDbType.Bytea);

    public static implicit operator Value(ReadOnlyMemory<byte> bytes) => new(bytes, NpgsqlDbType.Bytea);

    public NpgsqlParameter ToParameter() => new() { Value = Data, NpgsqlDbType = Type };
}
