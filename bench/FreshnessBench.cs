using System.Diagnostics;
using System.Text;
using Sluice.Connectors.Embedded;
using Sluice.Engine.Log;
using Sluice.Engine.Shards;
using Sluice.Samples;

namespace Sluice.Bench;

/// <summary>
/// Reports arrive at a fixed rate, whatever the engine does (open loop): the time from the instant each one was due to
/// the commit that holds it and the figures it changed, so that a stall counts for all it delayed.
/// </summary>
internal static class FreshnessBench
{
    private const int WarmUpSeconds = 5;

    public static async Task RunAsync(string path, BenchOptions options)
    {
        var total = options.Rate * (options.Seconds + WarmUpSeconds);
        Report.Head($"freshness: {options.Rate:N0} reports/s for {options.Seconds} s after {WarmUpSeconds} s of warm-up, {options.Shards} shards; predicted: p99 10 ms");
        await using var database = await Rig.OpenAsync(path);
        await Rig.PrepareAsync(database, options.Shards);
        var work = new Workload(new SampleOptions("2026-01", total, 11), options.Shards);
        await Rig.AppendAsync(database.Log, work.Reference());
        var records = work.Records().Take(total).Select(r => (Target: work.PartitionOf(r), Key: Encoding.UTF8.GetBytes(r.Key), r.Json)).ToList();

        var latencies = new Latencies(options.Shards, total);
        var engine = Rig.Engine(database, new EngineOptions { Shards = options.Shards, Committed = latencies.Committed, Notify = Console.Error.WriteLine });
        await Rig.StartAsync(engine, options.Shards);
        await engine.WaitIdleAsync(default);
        var clock = new CpuClock();
        await ProduceAsync(database, records, options.Rate, latencies);
        await engine.WaitIdleAsync(default);
        var used = clock.Stop(total);
        await engine.DisposeAsync();
        Report.Line($"{latencies.Describe(skip: options.Rate * WarmUpSeconds)}; {used.CpuSeconds / used.Seconds:F2} cores busy, producer included");
    }

    private static async Task ProduceAsync(
        EmbeddedDatabase database,
        List<(TopicPartition Target, byte[] Key, byte[] Json)> records,
        int rate,
        Latencies latencies)
    {
        var start = Stopwatch.GetTimestamp();
        var appends = new List<Task>();
        for (var sent = 0; sent < records.Count;)
        {
            var due = (int)Math.Min(records.Count, Stopwatch.GetElapsedTime(start).TotalSeconds * rate);
            var builders = new Dictionary<TopicPartition, LogBatchBuilder>();
            for (; sent < due; sent++)
            {
                var (target, key, json) = records[sent];
                if (!builders.TryGetValue(target, out var builder))
                {
                    builders[target] = builder = new LogBatchBuilder();
                }

                builder.Add(key, json, timestampMs: 0);
                latencies.Due(target.Partition, start + (long)(sent / (double)rate * Stopwatch.Frequency));
            }

            if (builders.Count > 0)
            {
                appends.Add(database.Log.AppendAsync([.. builders.Select(b => (b.Key, b.Value.Take()))], default).AsTask());
            }

            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        }

        await Task.WhenAll(appends);
    }
}
