using Sluice.Connectors.Embedded;
using Sluice.Connectors.Embedded.Reading;
using Sluice.EndToEnd.Tests.Harness;

namespace Sluice.EndToEnd.Tests;

public sealed class CrashTests : Sandbox
{
    private const string Interrupted = "sqlite:interrupted.db";
    private const int Reports = 400_000;
    private const string Plain = "sqlite:plain.db";

    [Fact]
    public async Task Books_after_kill_nine_in_mid_run_equal_those_of_an_uninterrupted_run()
    {
        await SucceedAsync("generate", "--dir", "month", "--reports", $"{Reports}", "--seed", "11");
        await SucceedAsync("ingest", "--dir", "month", "--db-uri", Interrupted);
        await SucceedAsync("ingest", "--dir", "month", "--db-uri", Plain);
        await SucceedAsync("run", "--until-idle", "--db-uri", Plain);

        var killedInMidRun = 0;
        for (var kill = 1; kill <= 4; kill++)
        {
            var before = await CommittedAsync();
            using var run = Start("run", "--db-uri", Interrupted);
            await Wait.UntilAsync(async () => await CommittedAsync() > before, "some commits");
            await run.KillAsync();
            killedInMidRun += await CommittedAsync() < Reports ? 1 : 0;
            if (killedInMidRun < kill)
            {
                break;
            }
        }

        killedInMidRun.ShouldBeGreaterThan(0, "a kill must fall between two commits for the test to mean anything");
        await SucceedAsync("run", "--until-idle", "--db-uri", Interrupted);

        foreach (var table in new[] { "margin", "providers", "pending" })
        {
            var books = await SucceedAsync("show", table, "--db-uri", Interrupted, "--format", "csv");
            books.Stdout.ShouldBe((await SucceedAsync("show", table, "--db-uri", Plain, "--format", "csv")).Stdout);
        }
    }

    /// <summary>Looks beside the engine, without a process of its own: the moment to kill is short.</summary>
    private async Task<long> CommittedAsync()
    {
        using var books = await EmbeddedSnapshot.TryOpenAsync(new EmbeddedOptions { Path = Path.Combine(Folder, "interrupted.db") });
        var standings = await books!.StandingsAsync(CancellationToken.None);
        return standings.Sum(s => s.Positions.All.Where(p => p.Key.Topic == "reports").Sum(p => p.Value));
    }
}
