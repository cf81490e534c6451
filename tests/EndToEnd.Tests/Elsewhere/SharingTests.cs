using Sluice.EndToEnd.Tests.Harness;

namespace Sluice.EndToEnd.Tests.Elsewhere;

public sealed class SharingTests(Servers servers) : SharedMarket(servers)
{
    private static readonly string[][] Figures =
    [
        ["show", "margin", "--all-columns", "--format", "json"],
        ["show", "providers", "--all-columns", "--format", "json"],
        ["show", "pending", "--format", "json"],
    ];

    [Fact]
    public async Task Two_processes_share_the_shards_and_one_that_is_killed_leaves_them_to_the_other()
    {
        await SucceedAsync("generate", "--dir", "month", "--reports", "2000", "--seed", "12");
        var parts = SplitReports();
        await UsePostgresAsync();
        await SucceedAsync("ingest", "--dir", "month");
        using var one = Start("run");
        await IngestAsync(parts[0]);

        using var two = Start("run");
        await Wait.UntilAsync(async () => (await EpochsAsync()).Any(e => e > 1), "the second process takes shards from the first");
        await IngestAsync(parts[1]);
        var before = await EpochsAsync();

        await two.KillAsync();
        await IngestAsync(parts[2]);
        var stopped = await one.InterruptAsync();
        var shared = await ShownAsync();

        stopped.ExitCode.ShouldBe(0, stopped.Stderr);
        (await EpochsAsync()).ShouldNotBe(before, "the first process took over what the killed one had");
        UseFile();
        await SucceedAsync("ingest", "--dir", "month");
        foreach (var part in parts)
        {
            await SucceedAsync("ingest", "reports", part);
        }

        await SucceedAsync("run", "--until-idle");
        shared.ShouldBe(await ShownAsync());
    }

    [Fact]
    public async Task Of_processes_that_begin_books_at_once_under_other_settings_all_but_the_first_are_refused()
    {
        await UsePostgresAsync();
        await IngestReferenceAsync();
        string[] zones = ["Asia/Kolkata", "Europe/Berlin", "America/New_York"];

        var runs = zones.Select(zone => SluiceProcess.StartWith(new(Variables) { ["SLUICE_TIME_ZONE"] = zone }, Folder, "run", "--until-idle")).ToList();
        var ended = await Task.WhenAll(runs.Select(r => r.EndAsync()));
        runs.ForEach(r => r.Dispose());

        ended.Select(e => e.ExitCode).Order().ToArray().ShouldBe([0, 3, 3], string.Join('\n', ended.Select(e => e.Stderr)));
        ended.Where(e => e.ExitCode == 3).ShouldAllBe(e => e.Stderr.Contains("SLUICE_TIME_ZONE="));
    }

    /// <summary>Cuts the month's reports in three, and leaves the reference data in its folder.</summary>
    private List<string> SplitReports()
    {
        var whole = Path.Combine(Folder, "month", "reports.jsonl");
        var lines = File.ReadAllLines(whole);
        File.Delete(whole);
        return [.. lines.Chunk((lines.Length / 3) + 1).Select((part, i) => Write($"part-{i}.jsonl", part))];
    }

    /// <summary>Appends reports, and waits until they are in the books.</summary>
    private async Task IngestAsync(string reports)
    {
        await SucceedAsync("ingest", "reports", reports);
        await Wait.UntilAsync(
            async () =>
            {
                var rows = await JsonAsync("show", "lag");
                return rows.All(r => r.GetProperty("lag").GetInt64() == 0);
            },
            "everything is in the books");
    }

    private async Task<List<long>> EpochsAsync() =>
        [.. (await JsonAsync("show", "lag")).Where(r => r.GetProperty("kind").GetString() == "stream").Select(r => r.GetProperty("epoch").GetInt64())];

    private async Task<List<string>> ShownAsync()
    {
        var shown = new List<string>();
        foreach (var list in Figures)
        {
            shown.Add((await SucceedAsync(list)).Stdout);
        }

        return shown;
    }
}
