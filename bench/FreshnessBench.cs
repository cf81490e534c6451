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
        var records = work.Messages().Take(total).ToList();

        var latencies = new Latencies(options.Shards, total);
        var engine = Rig.Engine(database, new EngineOptions { Shards = options.Shards, Committed = latencies.Committed, Notify = Console.Error.WriteLine });
        await Rig.StartAsync(engine, options.Shards);
        await engine.WaitIdleAsync(default);
        var clock = new CpuClock();
        await OpenLoop.ProduceAsync(database, records, options.Rate, latencies);
        await engine.WaitIdleAsync(default);
        var used = clock.Stop(total);
        await engine.DisposeAsync();
        Report.Line($"{latencies.Describe(skip: options.Rate * WarmUpSeconds)}; {used.CpuSeconds / used.Seconds:F2} cores busy, producer included");
    }
}
