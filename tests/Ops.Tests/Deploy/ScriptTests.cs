using Npgsql;
using Sluice.Connectors.Postgres;
using Sluice.Engine.Tests.Tidy.Trees;
using Sluice.Metrics;
using Sluice.Metrics.Serving;
using Sluice.Ops.Tests.Tools;
using Sluice.Servers.Postgres;

namespace Sluice.Ops.Tests.Deploy;

[Collection(nameof(OneAtATime))]
public sealed class ScriptTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sluice-scripts-").FullName;

    [Fact]
    public async Task Secrets_are_made_once_and_those_that_compose_asks_for()
    {
        var (code, words) = await RunAsync("make-secrets", [Secrets]);
        code.ShouldBe(0, words);
        words.ShouldContain($"SLUICE_SECRETS={Secrets}\n");
        words.ShouldMatch("KAFKA_CLUSTER_ID=[A-Za-z0-9_][A-Za-z0-9_-]{21}\n");
        var asked = new Compose(Repository.Tree).Root.Members("secrets").Select(s => Path.GetFileName(s.Value.Text("file")!)).Order();
        Directory.GetFiles(Secrets).Select(f => Path.GetFileName(f)).Order().ShouldBe(asked);

        var before = Directory.GetFiles(Secrets).Order().Select(File.ReadAllText).ToList();
        before.Distinct().Count().ShouldBe(5);
        (await RunAsync("make-secrets", [Secrets])).Code.ShouldBe(0);
        Directory.GetFiles(Secrets).Order().Select(File.ReadAllText).ShouldBe(before);
    }

    [Fact]
    public async Task Roles_are_made_with_the_passwords_of_the_files()
    {
        var server = await TestServer.StartAsync();
        await RunAsync("make-secrets", [Secrets]);
        var superuser = PostgresUri.Parse(server.Uri);
        Rename("postgres_password", superuser.Password!);
        foreach (var role in (string[])["owner", "worker", "reader"])
        {
            File.Copy(Path.Combine(Secrets, $"{role}.pgpass"), Path.Combine(Secrets, $"{role}_pgpass"));
        }

        // Twice: a job is run again with every start.
        for (var i = 0; i < 2; i++)
        {
            var (code, words) = await RunAsync("make-roles", [Path.Combine(Repository.Root, "connectors/Postgres/Roles/roles.sql")], ("SECRETS", Secrets),
                ("PGHOST", "127.0.0.1"), ("PGPORT", $"{server.Port}"), ("PGUSER", "postgres"), ("PGDATABASE", "postgres"));
            (code, words).ShouldBe((0, "roles are in place\n"));
        }

        foreach (var role in (string[])["owner", "worker", "reader"])
        {
            var uri = $"postgresql://sluice_{role}@127.0.0.1:{server.Port}/postgres?sslmode=disable&passfile={Path.Combine(Secrets, role)}.pgpass";
            await using var connection = new NpgsqlConnection(PostgresUri.Parse(uri).ConnectionString);
            await connection.OpenAsync();
        }

        await server.StopAsync("immediate");
    }

    [Fact]
    public async Task The_health_of_a_container_is_what_the_worker_says()
    {
        await using var telemetry = await WorkerTelemetry.StartAsync(ListenAddress.Parse("127.0.0.1:0"), CancellationToken.None);
        var listen = ("SLUICE_LISTEN", $"0.0.0.0:{telemetry.Address.Port}");
        (await RunAsync("health", [], listen)).ShouldBe((1, "the engine is starting\n"));
        (await RunAsync("health", ["live"], listen)).ShouldBe((0, "alive\n"));
        await telemetry.DisposeAsync();
        (await RunAsync("health", [], listen)).Code.ShouldBe(1);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Secrets => Path.Combine(_folder, "secrets");

    private void Rename(string secret, string value)
    {
        File.Delete(Path.Combine(Secrets, secret));
        File.WriteAllText(Path.Combine(Secrets, secret), value);
    }

    private static Task<(int Code, string Words)> RunAsync(string script, string[] args, params (string Name, string Value)[] variables) =>
        Tool.RunAsync("env", [.. variables.Select(v => $"{v.Name}={v.Value}"), Path.Combine(Repository.Root, "ops/docker", script), .. args]);
}
