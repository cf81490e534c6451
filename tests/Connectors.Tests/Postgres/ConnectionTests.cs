using Sluice.Connectors.Postgres;
using Sluice.Engine.State;
using Sluice.Engine.Testing.Compliance;
using Sluice.Servers.Postgres;

namespace Sluice.Connectors.Tests.Postgres;

public sealed class ConnectionTests
{
    [Fact]
    public async Task A_wrong_password_is_named_and_not_repeated()
    {
        var server = await TestServer.Shared;
        var message = await RefusalAsync(server.UriWith("not-it-at-all"));
        message.ShouldBe($"PostgreSQL at 127.0.0.1:{server.Port} refused: the password of the user postgres is wrong");
    }

    [Fact]
    public async Task A_missing_database_is_named()
    {
        var server = await TestServer.Shared;
        (await RefusalAsync(server.Uri.Replace("/postgres?", "/books?", StringComparison.Ordinal))).ShouldContain("there is no database books");
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_named() =>
        (await RefusalAsync("postgresql://u:s3cr3t@127.0.0.1:1/books")).ShouldBe("PostgreSQL at 127.0.0.1:1 cannot be reached (Connection refused)");

    [Fact]
    public async Task A_lost_connection_comes_back_by_itself()
    {
        var schema = await TestSchema.OnSharedAsync();
        var options = schema.Options;
        await using var store = await PostgresStore.OpenAsync(
            options with { ConnectionString = options.ConnectionString + "&application_name=" + options.Schema }, CancellationToken.None);
        await store.PrepareAsync(StoreTestData.Tables, CancellationToken.None);
        var lease = await store.TakeAsync(0, CancellationToken.None);
        await store.CommitAsync(StoreTestData.Commit(lease, 1, "one"), CancellationToken.None);
        await schema.TellAsync($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = '{schema.Options.Schema}'");
        var failures = 0;
        for (var done = false; !done;)
        {
            try
            {
                await store.CommitAsync(StoreTestData.Commit(lease, 2, "two"), CancellationToken.None);
                done = true;
            }
            catch (StoreException)
            {
                (++failures).ShouldBeLessThan(10);
            }
        }

        failures.ShouldBeGreaterThan(0);
        (await store.StandingsAsync(CancellationToken.None)).ShouldHaveSingleItem().Sequence.ShouldBe(2);
    }

    [Fact]
    public async Task Sessions_are_durable_whatever_the_users_defaults()
    {
        var schema = await TestSchema.OnSharedAsync();
        var user = $"careless_{schema.Options.Schema}";
        await schema.TellAsync($"CREATE ROLE {user} LOGIN SUPERUSER PASSWORD 'x'; ALTER ROLE {user} SET synchronous_commit = off; ALTER ROLE {user} SET idle_in_transaction_session_timeout = 0");
        var options = schema.Options with { ConnectionString = schema.Server.UriWith("x").Replace("postgres:x", user + ":x", StringComparison.Ordinal) };
        await using var sessions = new Sluice.Connectors.Postgres.Connections.Sessions(options);
        await using var connection = await sessions.OpenAsync(CancellationToken.None);
        foreach (var (setting, value) in new[] { ("synchronous_commit", "on"), ("idle_in_transaction_session_timeout", "10s"), ("search_path", schema.Options.Schema), ("TimeZone", "UTC") })
        {
            await using var command = new Npgsql.NpgsqlCommand("SHOW " + setting, connection);
            (await command.ExecuteScalarAsync()).ShouldBe(value);
        }
    }

    private static async Task<string> RefusalAsync(string uri)
    {
        var refusal = await Should.ThrowAsync<StoreException>(() => PostgresStore.OpenAsync(new PostgresOptions { ConnectionString = uri }, CancellationToken.None));
        refusal.ToString().ShouldNotContain("s3cr3t");
        refusal.ToString().ShouldNotContain("not-it-at-all");
        return refusal.Message;
    }
}
