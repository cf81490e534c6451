using System.Text.Json;
using Sluice.EndToEnd.Tests.Harness;
using Sluice.Servers.Postgres;

namespace Sluice.EndToEnd.Tests.Elsewhere;

public sealed class DoctorTests(Servers servers) : SharedMarket(servers)
{
    [Fact]
    public async Task Doctor_tells_server_schema_role_broker_topics_and_lag()
    {
        await UsePostgresAsync();
        await IngestReferenceAsync();
        await IngestReportsAsync(Records.Report(1));

        var before = await JsonAsync("doctor");
        await SucceedAsync("run", "--until-idle");
        var after = await SucceedAsync("doctor");

        Found(before, "store").ShouldContain($"PostgreSQL at 127.0.0.1:{Servers.PostgresPort}/books_");
        Found(before, "schema").ShouldContain("no tables yet");
        Found(before, "role").ShouldContain("superuser");
        Found(before, "broker").ShouldContain(Servers.Kafka.Brokers);
        Found(before, "topics").ShouldContain("4 partitions a business topic");
        Found(before, "lag").ShouldContain("not in the books yet");
        after.Stdout.ShouldMatch(@"ok +schema +public, version [1-9]");
        after.Stdout.ShouldContain("none, of 4 shards");
        (after.Stdout + after.Stderr).ShouldNotContain(TestServer.Password);
    }

    [Fact]
    public async Task Doctor_fails_on_topics_that_are_missing_or_have_other_partition_counts()
    {
        await UseKafkaAsync();
        await Servers.Kafka.TopicAsync("odd-reports", 3);
        await Servers.Kafka.TopicAsync("odd-clients", 2);
        Variables["SLUICE_LOG"] = $"kafka://{Servers.Kafka.Brokers}/odd-";

        var doctor = await RunAsync("doctor", "--format", "json");

        doctor.ExitCode.ShouldBe(1, doctor.Stderr);
        var findings = JsonDocument.Parse(doctor.Stdout).RootElement.EnumerateArray().ToList();
        Found(findings, "odd-clients").ShouldBe("2 partitions, and must have 1");
        Found(findings, "topics").ShouldContain("odd-providers");
        (await RunAsync("run", "--until-idle")).Stderr.ShouldContain("odd-clients has 2 partitions and must have 1");
    }

    private static string Found(IReadOnlyList<JsonElement> findings, string check) =>
        findings.Single(f => f.GetProperty("check").GetString() == check).GetProperty("found").GetString()!;
}
