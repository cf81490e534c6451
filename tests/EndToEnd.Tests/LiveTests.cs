using Sluice.EndToEnd.Tests.Harness;

namespace Sluice.EndToEnd.Tests;

public sealed class LiveTests : SmallMarket
{
    [Fact]
    public async Task Records_ingested_while_the_engine_runs_reach_the_books()
    {
        using var run = Start("run");
        await Wait.UntilAsync(() => Task.FromResult(File.Exists(DatabasePath + ".owner")), "the engine's socket");
        await IngestReferenceAsync();
        await IngestReportsAsync([.. Enumerable.Range(1, 620).Select(n => Records.Report(n))]);

        await Wait.UntilAsync(async () => await CountedAsync() == 620, "620 reports in the books");

        var row = (await JsonAsync("show", "margin")).Single();
        row.GetProperty("revenue").GetDecimal().ShouldBe(526_000m);
        row.GetProperty("cogs_inr").GetDecimal().ShouldBe(186_000m);
        var stopped = await run.InterruptAsync();
        stopped.ExitCode.ShouldBe(0);
        stopped.Stdout.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_second_engine_on_the_same_books_is_refused_and_names_the_first()
    {
        using var run = Start("run");
        await Wait.UntilAsync(() => Task.FromResult(File.Exists(DatabasePath + ".owner")), "the engine's socket");

        var second = await RunAsync("run");

        second.ExitCode.ShouldBe(3);
        second.Stderr.ShouldContain(run.Id.ToString());
        run.HasExited.ShouldBeFalse();
    }

    [Fact]
    public async Task Resending_the_same_file_changes_nothing()
    {
        await IngestReferenceAsync();
        await IngestReportsAsync(Records.Report(1), Records.Report(2));
        await IngestReportsAsync(Records.Report(1), Records.Report(2));
        await SucceedAsync("run", "--until-idle");

        (await CountedAsync()).ShouldBe(2);
        (await JsonAsync("show", "lag")).Where(r => r.GetProperty("kind").GetString() == "stream")
            .Sum(r => r.GetProperty("duplicates").GetInt64()).ShouldBe(2);
    }
}
