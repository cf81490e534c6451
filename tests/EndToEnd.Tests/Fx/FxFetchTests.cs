using Sluice.Connectors.Tests.Fx;
using Sluice.Connectors.Tests.Fx.Http;
using Sluice.EndToEnd.Tests.Harness;

namespace Sluice.EndToEnd.Tests.Fx;

public sealed class FxFetchTests : SmallMarket, IAsyncLifetime
{
    private readonly TestServer _server = new();

    // The program has the machine's clock: rates of the last business day are fresh for it.
    private static readonly DateOnly Friday = LastWeekday();

    [Fact]
    public async Task A_fetch_appends_what_the_log_lacks_and_status_and_doctor_say_how_fresh_it_is()
    {
        Serve(90);

        var fetched = await SucceedAsync("fx", "fetch", "--url", _server.Root.ToString(), "--from", $"{Friday:yyyy-MM-dd}", "--format", "json");
        var again = await SucceedAsync("fx", "fetch", "--url", _server.Root.ToString());
        var status = await JsonAsync("fx", "status");

        fetched.Stdout.ShouldContain("\"file\":\"daily\"");
        fetched.Stderr.ShouldContain("exchange rates: 2 appended");
        fetched.Stderr.ShouldContain("run --until-idle takes them in");
        again.Stderr.ShouldContain("nothing new: 2 rates were in the log already");
        again.Stdout.ShouldContain("not modified");
        status.Select(r => (r.GetProperty("base").GetString(), r.GetProperty("status").GetString(), r.GetProperty("last_result").GetString()))
            .ShouldBe([("EUR", "fresh", "not modified"), ("USD", "fresh", "not modified")]);
        await SucceedAsync("run", "--until-idle");
        (await JsonAsync("show", "dead-letters")).ShouldBeEmpty();
        (await JsonAsync("doctor")).Single(f => f.GetProperty("check").GetString() == "fx rates").GetProperty("status").GetString().ShouldBe("ok");
    }

    [Fact]
    public async Task A_run_takes_in_what_it_fetches_and_a_second_command_sees_it()
    {
        Serve(90, 91);
        using var run = Start("run", "--fx-url", $"{_server.Root}eurofxref-daily.xml", "--fx-every", "1s");

        await Wait.UntilAsync(async () => (await JsonAsync("fx", "status")).Any(r => r.GetProperty("rate").GetRawText() == "91"), "the correction came");
        await Wait.UntilAsync(
            async () => (await JsonAsync("show", "lag")).Any(r => r.GetProperty("topic").GetString() == "fx_rates" && r.GetProperty("committed").GetInt64() == 4),
            "the engine has read it");
        var stopped = await run.InterruptAsync();

        stopped.ExitCode.ShouldBe(0, stopped.Stderr);
        stopped.Stderr.ShouldContain("exchange rates: 2 appended");
        stopped.Stderr.ShouldContain("was corrected from 90 to 91 INR");
    }

    [Fact]
    public async Task A_run_goes_on_without_the_server_and_says_that_rates_are_stale()
    {
        await IngestReferenceAsync();
        await IngestReportsAsync(Records.Report(1));
        await SucceedAsync("ingest", "fx_rates", Write("old.csv", "Date,USD,INR,", "2024-01-02,2,180,"));

        using var run = SluiceProcess.StartWith(new() { ["SLUICE_FX_URL"] = $"{_server.Root}none" }, Folder, "run", "--until-idle");
        var finished = await run.EndAsync();

        finished.ExitCode.ShouldBe(0, finished.Stderr);
        finished.Stderr.ShouldContain("HTTP 404");
        finished.Stderr.ShouldContain("exchange rates are stale: the newest, of 2024-01-02");
        (await CountedAsync()).ShouldBe(1);
        (await JsonAsync("doctor")).Single(f => f.GetProperty("check").GetString() == "fx rates").GetProperty("status").GetString().ShouldBe("warn");
    }

    [Fact]
    public async Task A_fetch_that_failed_says_why_and_ends_with_one()
    {
        var finished = await RunAsync("fx", "fetch", "--url", $"{_server.Root}none");

        finished.ExitCode.ShouldBe(1);
        finished.Stderr.ShouldContain("none: HTTP 404");
        (await SucceedAsync("fx", "status")).Stderr.ShouldContain("failed");
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _server.DisposeAsync();

    /// <summary>The daily file, at this price of a dollar, then at the next.</summary>
    private void Serve(params decimal[] prices)
    {
        Answer[] answers = [.. prices.Select((p, i) => TestServer.Ok(EcbSamples.Dollars(($"{Friday:yyyy-MM-dd}", p)), $"\"v{i}\""))];
        _server.Serve("eurofxref-daily.xml", answers);
        _server.Serve("eurofxref-hist-90d.xml", TestServer.Ok(EcbSamples.Dollars(($"{Friday:yyyy-MM-dd}", prices[0]))));
    }

    private static DateOnly LastWeekday()
    {
        var day = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        while (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)
        {
            day = day.AddDays(-1);
        }

        return day;
    }
}
