using Npgsql;
using Sluice.Connectors.Postgres;
using Sluice.Connectors.Postgres.Reading;
using Sluice.Engine.State;
using Sluice.Servers.Postgres;
using static Sluice.Engine.Testing.Compliance.StoreTestData;

namespace Sluice.Connectors.Tests.Postgres;

public sealed class RolesTests : IAsyncLifetime
{
    private const string Database = "roles";

    private TestServer _server = null!;

    public async Task InitializeAsync()
    {
        _server = await TestServer.Shared;
        await RunAsync("postgres", "CREATE DATABASE " + Database);
        var script = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "roles.sql"));
        await RunAsync(Database, script);
        await RunAsync(Database, script);
        await RunAsync(Database, string.Concat(new[] { "owner", "worker", "reader" }.Select(r => $"ALTER ROLE sluice_{r} PASSWORD 'r';")));
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Each_role_can_do_its_own_part_and_no_more()
    {
        (await Should.ThrowAsync<StoreException>(() => OpenAsync("worker"))).Message.ShouldContain("the user sluice_worker lacks a right");

        await using var owner = await OpenAsync("owner");
        await owner.PrepareAsync(Tables, CancellationToken.None);

        await using var worker = await OpenAsync("worker");
        await worker.PrepareAsync(Tables, CancellationToken.None);
        var lease = await worker.TakeAsync(0, CancellationToken.None);
        await worker.CommitAsync(Commit(lease, 1, "one", [Partial("a", 1, 1m)]), CancellationToken.None);
        await worker.CompleteOutboxAsync(await worker.ReadOutboxAsync(10, CancellationToken.None), [], CancellationToken.None);
        await worker.CommitAsync(Commit(lease, 2, rows: [Line("INV-1", 1, 1m)]), CancellationToken.None);
        await worker.CommitAsync(Commit(lease, 3, rows: [Line("INV-1", 1, 1m)]), CancellationToken.None);
        (await worker.ClaimKeysAsync("client", 0, ["C1"], CancellationToken.None)).ShouldBe([0]);
        foreach (var change in new[] { "UPDATE journal SET amount = 2", "DELETE FROM journal" })
        {
            (await Should.ThrowAsync<PostgresException>(() => RunAsync(Database, change, "worker"))).SqlState.ShouldBe(PostgresErrorCodes.RestrictViolation);
        }

        foreach (var change in new[] { "TRUNCATE journal", "ALTER TABLE journal DISABLE TRIGGER ALL", "DROP TRIGGER append_only_rows ON journal" })
        {
            (await Should.ThrowAsync<PostgresException>(() => RunAsync(Database, change, "worker"))).SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
        }

        var refused = await Should.ThrowAsync<PostgresException>(() => RunAsync(Database, "DROP TABLE partials", "worker"));
        refused.SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);

        await using var reader = await OpenAsync("reader");
        (await reader.ReadRowsAsync(Partials, [], CancellationToken.None)).Count.ShouldBe(1);
        await Should.ThrowAsync<StoreException>(async () => await reader.TakeAsync(0, CancellationToken.None));
        await using var look = await PostgresReader.OpenAsync(OptionsOf("reader"), CancellationToken.None);
        (await look.ReadRowsAsync(Partials, [], CancellationToken.None)).Count.ShouldBe(1);
        var told = await look.DescribeAsync(CancellationToken.None);
        (told.User, told.IsSuperuser, told.MayMakeTables, told.MayWrite).ShouldBe((NameOf("reader"), false, false, false));
        foreach (var change in new[] { "DELETE FROM partials", "INSERT INTO schema_version VALUES (2, now())", "CREATE TABLE mine (x int)" })
        {
            (await Should.ThrowAsync<PostgresException>(() => RunAsync(Database, change, "reader"))).SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
        }
    }

    private static string NameOf(string role) => $"sluice_{role}";

    private Task<PostgresStore> OpenAsync(string role) => PostgresStore.OpenAsync(OptionsOf(role), CancellationToken.None);

    private PostgresOptions OptionsOf(string role) =>
        new() { ConnectionString = $"postgresql://{NameOf(role)}:r@127.0.0.1:{_server.Port}/{Database}?sslmode=disable" };

    private async Task RunAsync(string database, string sql, string? role = null)
    {
        var settings = PostgresUri.Parse(_server.Uri);
        (settings.Database, settings.Pooling) = (database, false);
        (settings.Username, settings.Password) = role is null ? (settings.Username, settings.Password) : (NameOf(role), "r");
        await using var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
