using System.Diagnostics;
using System.Text.Json.Nodes;
using Sluice.Connectors.Embedded;
using Sluice.Engine;
using Sluice.Engine.Control;
using Sluice.Engine.Log;
using Sluice.Engine.Outputs;
using Sluice.Engine.Shards;
using Sluice.Samples;
using Sluice.Topology;

namespace Sluice.Bench;

/// <summary>
/// A closed month rerun by command through the log: with nothing else to do, beside the bare decoder over the same log;
/// then while live reports of another month arrive at a fixed rate.
/// </summary>
internal static class ReplayBench
{
    private const int Rounds = 3;
    private const int WarmUpSeconds = 5;

    private static readonly CommandSeal s_seal = new("the key of books that only benches keep"u8);

    public static async Task RunAsync(string path, BenchOptions options)
    {
        var reports = options.Reports ?? 1_000_000;
        var lives = options.Rate * (options.Seconds + (2 * WarmUpSeconds));
        Report.Head($"replay: {reports:N0} reports of a closed month rerun, {options.Shards} shards; predicted: read at 0.6 × the decoder; live p99 60 ms at {options.Rate:N0}/s");
        await using var database = await Rig.OpenAsync(path);
        await Rig.PrepareAsync(database, options.Shards);
        var work = new Workload(new SampleOptions("2026-01", reports, 19), options.Shards);
        await Rig.AppendAsync(database.Log, work.Reference());
        await Rig.AppendAsync(database.Log, work.Reports());
        var counts = (await database.Log.OffsetsAsync(SampleTopics.Reports, default)).Select(o => o.End).ToList();
        var latencies = new Latencies(options.Shards, (int)reports + lives);
        latencies.Skip(counts);
        var log = new ReplaySpan(database.Log, SampleTopics.Reports);
        var engine = Rig.Engine(log, database.Store, new EngineOptions
        {
            Shards = options.Shards,
            Commands = s_seal,
            Committed = latencies.Committed,
            Notify = Console.Error.WriteLine,
        });
        await Rig.StartAsync(engine, options.Shards);
        await engine.WaitIdleAsync(default);
        await CarryOutAsync(database, "close", "month-close", new JsonObject { ["month"] = "2026-01" });
        await engine.WaitIdleAsync(default);
        await IdleAsync(database, log, counts, reports);
        await BesideLiveAsync(database, log, options, lives, latencies, reports);
        await engine.WaitIdleAsync(default);
        await engine.DisposeAsync();
    }

    private static async Task IdleAsync(EmbeddedDatabase database, ReplaySpan log, List<long> counts, long reports)
    {
        for (var round = 1; round <= Rounds; round++)
        {
            GC.Collect();
            var clock = new CpuClock();
            var decoded = 0L;
            for (var partition = 0; partition < counts.Count; partition++)
            {
                decoded += await Ceiling.DecodeAsync(database.Log, new TopicPartition(SampleTopics.Reports, partition), counts[partition]);
            }

            var ceiling = clock.Stop(decoded);
            await log.BeginAsync();
            var whole = await CarryOutAsync(database, $"rerun-{round}", "rerun", Rerun());
            var reading = reports / log.Took.TotalSeconds;
            Report.Line(
                $"round {round}: decode {ceiling.PerSecond:N0}/s | rerun reads, takes and prices {reading:N0}/s = {reading / ceiling.PerSecond:F2} ×; from sent to decided {whole.TotalSeconds:F2} s");
        }
    }

    private static async Task BesideLiveAsync(EmbeddedDatabase database, ReplaySpan log, BenchOptions options, int lives, Latencies latencies, long reports)
    {
        var work = new Workload(new SampleOptions("2026-02", lives, 19), options.Shards);
        var producing = OpenLoop.ProduceAsync(database, [.. work.Messages().Take(lives)], options.Rate, latencies);
        await Task.Delay(TimeSpan.FromSeconds(WarmUpSeconds), TimeProvider.System);
        var alone = Stopwatch.GetTimestamp();
        await Task.Delay(TimeSpan.FromSeconds(WarmUpSeconds), TimeProvider.System);
        await log.BeginAsync();
        var from = Stopwatch.GetTimestamp();
        var whole = await CarryOutAsync(database, "rerun-beside", "rerun", Rerun());
        var until = Stopwatch.GetTimestamp();
        await producing;
        Report.Line($"beside {options.Rate:N0} live reports/s: {reports / log.Took.TotalSeconds:N0}/s, decided after {whole.TotalSeconds:F2} s");
        Report.Line($"live before: {latencies.Between(alone, from)}");
        Report.Line($"live meanwhile: {latencies.Between(from, until)}");
    }

    private static JsonObject Rerun() =>
        new() { ["months"] = new JsonArray("2026-01"), ["pricing"] = "current", ["include_late"] = false, ["apply"] = false };

    /// <summary>Sends a command; returns how long it takes until it is decided.</summary>
    private static async Task<TimeSpan> CarryOutAsync(EmbeddedDatabase database, string id, string type, JsonObject fields)
    {
        var began = Stopwatch.GetTimestamp();
        var now = TimeProvider.System.GetUtcNow();
        var cut = await CommandCut.NowAsync(FinanceTopology.Build(new BooksSettings()), database.Log, default);
        await CommandMessage.SendAsync(database.Log, id, CommandMessage.Write(s_seal, id, type, "bench", "", now, cut, fields), now, default);
        while (true)
        {
            var rows = await database.Store.ReadRowsAsync(EngineTables.Commands, [("command_id", id)], default);
            var status = rows.Count == 0 ? null : (string)rows[0][EngineTables.Commands.Ordinal("status")]!;
            if (status is CommandStatus.Finishing or CommandStatus.Done)
            {
                return Stopwatch.GetElapsedTime(began);
            }

            Invariant.Check(status is null or CommandStatus.Queued or CommandStatus.Running, "a generated month is closed and rerun without a fault");
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        }
    }
}
