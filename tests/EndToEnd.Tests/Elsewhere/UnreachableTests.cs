using System.Diagnostics;
using Sluice.EndToEnd.Tests.Harness;
using Sluice.Servers.Kafka;
using Sluice.Servers.Postgres;

namespace Sluice.EndToEnd.Tests.Elsewhere;

public sealed class UnreachableTests(Servers servers) : SharedMarket(servers)
{
    private const string Secret = "hunter-2-hunter";
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(40);

    [Theory]
    [InlineData("postgresql://u:hunter-2-hunter@h/d", "embedded", "--log kafka://host:port")]
    [InlineData("postgres:u:hunter-2-hunter@h/d", "kafka://h:9092", "--db-uri")]
    [InlineData("Host=h;Password=hunter-2-hunter", "kafka://h:9092", "--db-uri")]
    [InlineData("postgresql://u:hunter-2-hunter@h:port/d", "kafka://h:9092", "--db-uri")]
    [InlineData("postgresql://u:123/hunter-2-hunter@h/d", "kafka://h:9092", "%2F")]
    [InlineData("postgresql://u:hunter-2-hunter@h/d?colour=blue", "kafka://h:9092", "colour")]
    [InlineData("postgresql:///d", "kafka://h:9092", "no host")]
    [InlineData("sqlite:x.db", "kafka://u:hunter-2-hunter@h:9092", "SLUICE_KAFKA_SASL_PASSWORD_FILE")]
    [InlineData("sqlite:x.db", "kafka://h:port", "h:port")]
    [InlineData("sqlite:x.db", "amqp://u:hunter-2-hunter@h", "--log")]
    public async Task An_address_that_cannot_be_one_is_wrong_usage_and_is_not_repeated(string store, string log, string named)
    {
        var finished = await RunAsync("show", "margin", "--db-uri", store, "--log", log);

        finished.ExitCode.ShouldBe(2, finished.Stderr);
        finished.Stdout.ShouldBeEmpty();
        finished.Stderr.ShouldStartWith("sluice: ");
        finished.Stderr.ShouldContain(named);
        finished.Stderr.ShouldNotContain(Secret);
    }

    [Theory]
    [InlineData("run", "--until-idle")]
    [InlineData("ingest", "reports", "reports.jsonl")]
    [InlineData("show", "lag")]
    public async Task A_broker_that_is_not_there_is_named_after_a_bounded_time(params string[] command)
    {
        Write("reports.jsonl", Records.Report(1));
        Variables["SLUICE_LOG"] = "kafka://127.0.0.1:9";
        Variables["SLUICE_KAFKA_SASL_PASSWORD"] = Secret;
        var began = Stopwatch.GetTimestamp();

        var finished = await RunAsync(command);

        Stopwatch.GetElapsedTime(began).ShouldBeLessThan(Bound);
        finished.ExitCode.ShouldBe(1, finished.Stderr);
        finished.Stderr.ShouldContain("sluice: Kafka at 127.0.0.1:9 cannot be used");
        finished.Stderr.ShouldContain("Check first");
        finished.Stderr.ShouldNotContain(Secret);
    }

    [Theory]
    [InlineData("run", "--until-idle")]
    [InlineData("show", "margin")]
    [InlineData("dead-letters", "retry")]
    public async Task A_server_that_is_not_there_is_named_after_a_bounded_time(params string[] command)
    {
        Variables["PAYMENT_DB_URI"] = $"postgresql://u:{Secret}@127.0.0.1:9/books";
        Variables["SLUICE_LOG"] = "kafka://127.0.0.1:9";
        var began = Stopwatch.GetTimestamp();

        var finished = await RunAsync(command);

        Stopwatch.GetElapsedTime(began).ShouldBeLessThan(Bound);
        finished.ExitCode.ShouldBe(1, finished.Stderr);
        finished.Stderr.ShouldContain("sluice: PostgreSQL at 127.0.0.1:9/books cannot be reached (");
        finished.Stderr.ShouldContain("Check first");
        finished.Stderr.ShouldNotContain(Secret);
    }

    [Fact]
    public async Task A_wrong_password_fails_and_is_shown_nowhere_even_with_stack_traces()
    {
        await UsePostgresAsync();
        Variables["SLUICE_DEBUG"] = "1";
        var right = Uri.EscapeDataString(TestServer.Password);
        Variables["PAYMENT_DB_URI"] = Variables["PAYMENT_DB_URI"].Replace(right, Secret, StringComparison.Ordinal);

        var show = await RunAsync("show", "margin");
        var doctor = await RunAsync("doctor");

        show.ExitCode.ShouldBe(1, show.Stderr);
        show.Stderr.ShouldContain("the password of the user postgres is wrong");
        doctor.ExitCode.ShouldBe(1, doctor.Stderr);
        (show.Stderr + doctor.Stdout + doctor.Stderr).ShouldNotContain(Secret);
    }

    [Fact]
    public async Task The_store_may_stand_in_a_file_that_a_variable_names()
    {
        await UsePostgresAsync();
        var uri = Variables["PAYMENT_DB_URI"];
        Variables.Remove("PAYMENT_DB_URI");
        Variables["PAYMENT_DB_URI_FILE"] = Write("store.secret", uri);

        (await SucceedAsync("show", "margin", "--format", "json")).Stdout.ShouldBe("[]\n");

        Variables["PAYMENT_DB_URI_FILE"] = "gone.secret";
        (await RunAsync("show", "margin")).ExitCode.ShouldBe(2);
    }

    [Fact]
    public async Task A_run_waits_for_a_broker_that_goes_and_goes_on_when_it_is_back()
    {
        using var kafka = await MockBroker.StartAsync();
        await UsePostgresAsync();
        Variables["SLUICE_LOG"] = await Servers.NewLogAsync(kafka);
        await IngestReferenceAsync();
        await IngestReportsAsync(Records.Report(1));
        using var run = Start("run");
        await Wait.UntilAsync(async () => await CountedAsync() == 1, "the first report counts");

        await kafka.AskAsync("down");
        var ingest = await RunAsync("ingest", "reports", "reports.jsonl");
        await kafka.AskAsync("up");
        await IngestReportsAsync(Records.Report(1), Records.Report(2));
        await Wait.UntilAsync(async () => await CountedAsync() == 2, "the second report counts");
        var stopped = await run.InterruptAsync();

        ingest.ExitCode.ShouldBe(1, ingest.Stderr);
        ingest.Stderr.ShouldContain("Check first");
        stopped.ExitCode.ShouldBe(0, stopped.Stderr);
        stopped.Stderr.ShouldContain("waiting for its return");
    }
}
