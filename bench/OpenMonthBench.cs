using System.Globalization;
using Sluice.Engine.Log;
using Sluice.Samples;

namespace Sluice.Bench;

/// <summary>
/// A month with many open reports, in a process of its own: throughput of its first and of a further million, resident
/// memory, and the time from a start after kill -9 until every shard takes records again.
/// </summary>
internal static class OpenMonthBench
{
    private const int More = 1_000_000;

    public static async Task RunAsync(string path, BenchOptions options)
    {
        var reports = (int)(options.Reports ?? 10_000_000);
        Report.Head($"open-month: {reports:N0} open reports, {options.Shards} shards; predicted: 850 MiB, restart 4 s");
        var work = new Workload(new SampleOptions("2026-01", reports + More, 5) { Clients = 400 }, options.Shards);
        using var batches = work.Reports().GetEnumerator();
        await FillAsync(path, options.Shards, work.Reference(), batches, reports);
        await RunChildAsync(path, options, "first run");
        await FillAsync(path, options.Shards, [], batches, More);
        await RunChildAsync(path, options, $"after kill -9, {More:N0} more");
    }

    private static async Task FillAsync(
        string path,
        int shards,
        IEnumerable<(TopicPartition Target, AppendFrames Records)> reference,
        IEnumerator<(TopicPartition Target, AppendFrames Records)> batches,
        int reports)
    {
        await using var database = await Rig.OpenAsync(path);
        await Rig.PrepareAsync(database, shards);
        await Rig.AppendAsync(database.Log, reference);
        await Rig.AppendAsync(database.Log, Take(batches, reports));
    }

    private static IEnumerable<(TopicPartition Target, AppendFrames Records)> Take(
        IEnumerator<(TopicPartition Target, AppendFrames Records)> batches,
        int reports)
    {
        for (var taken = 0; taken < reports && batches.MoveNext(); taken += batches.Current.Records.Count)
        {
            yield return batches.Current;
        }
    }

    /// <summary>Runs until idle, prints what the child says, and kills it with SIGKILL.</summary>
    private static async Task RunChildAsync(string path, BenchOptions options, string what)
    {
        using var child = new WorkerProcess(["--child", path, "--shards", options.Shards.ToString(CultureInfo.InvariantCulture)]);
        while (await child.LineAsync() is var line && line != OpenMonthChild.Idle)
        {
            Report.Line($"{what}: {line}");
        }
    }
}
