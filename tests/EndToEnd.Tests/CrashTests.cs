using Sluice.Connectors.Embedded;
using Sluice.Connectors.Embedded.Reading;
using Sluice.EndToEnd.Tests.Harness;

namespace Sluice.EndToEnd.Tests;

public sealed class CrashTests : Sandbox
{
    private const string Interrupted = "sqlite:interrupted.db";
    private const int Reports = 400_000;
    private const int WavesMax = 10;
    private const string Plain = "sqlite:plain.db";

    [Fact]
    public async Task Books_after_kill_nine_in_mid_run_equal_those_of_an_uninterrupted_run()
    {
        await SucceedAsync("generate", "--dir", "month", "--reports", $"{Reports}", "--seed", "11");
        var killed = 0;
        for (var wave = 1; killed == 0; wave++)
        {
            wave.ShouldBeLessThanOrEqualTo(WavesMax, "a kill must fall between two commits for the test to mean anything");

            // What is ingested once more is told and ignored, record by record: the engine has as much to do.
            await SucceedAsync("ingest", "--dir", "month", "--db-uri", Interrupted);
            killed = await KillInMidRunAsync(wave * (long)Reports);
            await SucceedAsync("ingest", "--dir", "month", "--db-uri", Plain);
        }

        await SucceedAsync("run", "--until-idle", "--db-uri", Plain);
        await SucceedAsync("run", "--until-idle", "--db-uri", Interrupted);

        foreach (var table in new[] { "margin", "providers", "pending" })
        {
            var books = await SucceedAsync("show", table, "--db-uri", Interrupted, "--format", "csv");
            books.Stdout.ShouldBe((await SucceedAsync("show", table, "--db-uri", Plain, "--format", "csv")).Stdout);
        }
    }

    /// <summary>Kills the engine up to four times while it has records before it; returns how often it did.</summary>
    private async Task<int> KillInMidRunAsync(long records)
    {
        for (var kills = 0; kills < 4; kills++)
        {
            var before = await CommittedAsync();
            using var run = Start("run", "--db-uri", Interrupted);
            await Wait.UntilAsync(async () => await CommittedAsync() > before, "some commits");
            await run.KillAsync();
            if (await CommittedAsync() >= records)
            {
                return kills;
            }
        }

        return 4;
    }

    /// <summary>Looks beside the engine, without a process of its own: the moment to kill is short.</summary>
    private async Task<long> CommittedAsync()
    {
        using var books = await EmbeddedSnapshot.TryOpenAsync(new EmbeddedOptions { Path = Path.Combine(Folder, "interrupted.db") });
        var standings = await books!.StandingsAsync(CancellationToken.None);
        return standings.Sum(s => s.Positions.All.Where(p => p.Key.Topic == "reports").Sum(p => p.Value));
    }
}
