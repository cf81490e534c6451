using Npgsql;
using NpgsqlTypes;
using Sluice.Connectors.Postgres.Connections;
using Sluice.Engine.Outputs;
using Sluice.Engine.State;

namespace Sluice.Connectors.Postgres.Store;

/// <summary>Reads and completes entries of the outbox.</summary>
internal static class OutboxTable
{
    public static async ValueTask<IReadOnlyList<OutboxEntry>> ReadAsync(NpgsqlConnection connection, int max, CancellationToken cancel)
    {
        var entries = new List<OutboxEntry>();
        await using var command = new Statement("SELECT shard, sequence, keys FROM engine_outbox ORDER BY id LIMIT $1", max).On(connection);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            entries.Add(new OutboxEntry(reader.GetInt32(0), reader.GetInt64(1), OutboxCodec.Decode(reader.GetFieldValue<byte[]>(2))));
        }

        return entries;
    }

    /// <summary>Removes the entries, which makes a second publisher wait, and then applies the rows.</summary>
    /// <exception cref="StoreException">One of them was completed before.</exception>
    public static async ValueTask<bool> CompleteAsync(
        NpgsqlConnection connection, IReadOnlyList<OutboxEntry> entries, IReadOnlyList<Statement> rows, CancellationToken cancel)
    {
        var remove = new Statement(
            "DELETE FROM engine_outbox AS o USING unnest($1, $2) AS d (shard, sequence) WHERE o.shard = d.shard AND o.sequence = d.sequence",
            new Value(entries.Select(e => e.Shard).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Integer),
            new Value(entries.Select(e => e.Sequence).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Bigint));
        await using var batch = new NpgsqlBatch(connection);
        var removal = remove.ToCommand();
        batch.BatchCommands.Add(removal);
        foreach (var statement in rows)
        {
            batch.BatchCommands.Add(statement.ToCommand());
        }

        await batch.ExecuteNonQueryAsync(cancel);
        return (int)removal.RecordsAffected == entries.Count
            ? true
            : throw new StoreException("an entry of the outbox was completed by someone else");
    }
}
