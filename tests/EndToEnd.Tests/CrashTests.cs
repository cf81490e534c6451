using Sluice.EndToEnd.Tests.Harness;

namespace Sluice.EndToEnd.Tests;

public sealed class CrashTests : Sandbox
{
    private const string Interrupted = "sqlite:interrupted.db";
    private const string Plain = "sqlite:plain.db";

    [Fact]
    public async Task Books_after_kill_nine_in_mid_run_equal_those_of_an_uninterrupted_run()
    {
        await SucceedAsync("generate", "--dir", "month", "--reports", "400000", "--seed", "11");
        await SucceedAsync("ingest", "--dir", "month", "--db-uri", Interrupted);
        await SucceedAsync("ingest", "--dir", "month", "--db-uri", Plain);
        await SucceedAsync("run", "--until-idle", "--db-uri", Plain);

        var killedInMidRun = 0;
        foreach (var delayMs in new[] { 500, 700, 900, 1_100 })
        {
            using var run = Start("run", "--db-uri", Interrupted);
            await Task.Delay(TimeSpan.FromMilliseconds(delayMs), TimeProvider.System);
            await run.KillAsync();
            var (committed, lag) = await StandingAsync();
            killedInMidRun += committed > 0 && lag > 0 ? 1 : 0;
        }

        killedInMidRun.ShouldBeGreaterThan(0, "a kill must fall between two commits for the test to mean anything");
        await SucceedAsync("run", "--until-idle", "--db-uri", Interrupted);

        foreach (var table in new[] { "margin", "providers", "pending" })
        {
            var books = await SucceedAsync("show", table, "--db-uri", Interrupted, "--format", "csv");
            books.Stdout.ShouldBe((await SucceedAsync("show", table, "--db-uri", Plain, "--format", "csv")).Stdout);
        }
    }

    private async Task<(long Committed, long Lag)> StandingAsync()
    {
        var rows = (await JsonAsync("show", "lag", "--db-uri", Interrupted)).Where(r => r.GetProperty("kind").GetString() == "stream").ToList();
        return (rows.Sum(r => r.GetProperty("committed").GetInt64()), rows.Sum(r => r.GetProperty("lag").GetInt64()));
    }
}
