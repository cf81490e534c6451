using Npgsql;
using Sluice.Connectors.Postgres;
using Sluice.Servers.Postgres;

namespace Sluice.Connectors.Tests.Postgres;

/// <summary>A schema of a test's own on a server, and a way to ask the server itself.</summary>
internal sealed class TestSchema(TestServer server)
{
    private static int _count;

    private readonly string _name = $"test_{Interlocked.Increment(ref _count)}";

    public static async Task<TestSchema> OnSharedAsync() => new(await TestServer.Shared);

    public TestServer Server => server;

    public PostgresOptions Options => new() { ConnectionString = server.Uri, Schema = _name };

    public Task<PostgresStore> OpenAsync() => PostgresStore.OpenAsync(Options, CancellationToken.None);

    /// <summary>A connection beside the store, within the schema.</summary>
    public async Task<NpgsqlConnection> ConnectAsync()
    {
        var settings = PostgresUri.Parse(server.Uri);
        (settings.SearchPath, settings.Pooling) = (_name, false);
        var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    public async Task<T> AskAsync<T>(string sql)
    {
        await using var connection = await ConnectAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async Task TellAsync(string sql)
    {
        await using var connection = await ConnectAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
