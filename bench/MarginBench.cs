using System.Diagnostics;
using System.Diagnostics.Metrics;
using Sluice.Connectors.Embedded;
using Sluice.Engine;
using Sluice.Engine.Log;
using Sluice.Engine.Shards;
using Sluice.Engine.Telemetry;
using Sluice.Samples;

namespace Sluice.Bench;

/// <summary>
/// A log full of reports, consumed to its end: committed reports a second and CPU seconds per million, beside the
/// ceiling: the same log read and decoded by one thread, with nothing done.
/// </summary>
internal static class MarginBench
{
    private const int Rounds = 3;

    public static async Task RunAsync(string path, BenchOptions options)
    {
        var reports = options.Reports ?? 1_000_000;
        Report.Head($"margin: {reports:N0} reports, {options.Shards} shards, {Rounds} rounds; predicted: ceiling 3 M/s, flow 5 × its CPU");
        for (var round = 1; round <= Rounds; round++)
        {
            var file = $"{path}.{round}";
            await using var database = await Rig.OpenAsync(file);
            await Rig.PrepareAsync(database, options.Shards);
            var work = new Workload(new SampleOptions("2026-01", reports, round), options.Shards);
            await Rig.AppendAsync(database.Log, work.Reference());
            await Rig.AppendAsync(database.Log, work.Reports());

            var ceiling = await CeilingAsync(database, options.Shards);
            var flow = await FlowAsync(database, options.Shards);
            Invariant.Check(ceiling.Records == reports && flow.Records == reports, "every report is read once");
            Report.Line(
                $"round {round}: ceiling {ceiling.PerSecond:N0}/s {ceiling.CpuPerMillion:F2} CPU s/M (1 thread) | "
                + $"flow {flow.PerSecond:N0}/s {flow.CpuPerMillion:F2} CPU s/M = {flow.CpuPerMillion / ceiling.CpuPerMillion:F1} × | "
                + $"{flow.Bytes / (double)reports:F0} segment bytes, {flow.Rows / (double)reports:F3} rows a report, {flow.Commits} commits");
        }
    }

    private static async Task<Figures> CeilingAsync(EmbeddedDatabase database, int shards)
    {
        var clock = new CpuClock();
        var ends = await database.Log.OffsetsAsync(SampleTopics.Reports, default);
        long records = 0;
        for (var shard = 0; shard < shards; shard++)
        {
            records += await Ceiling.DecodeAsync(database.Log, new TopicPartition(SampleTopics.Reports, shard), ends[shard].End);
        }

        return clock.Stop(records);
    }

    private static async Task<Figures> FlowAsync(EmbeddedDatabase database, int shards)
    {
        using var meters = new EngineMeters();
        using var sums = new MeterSums();
        var engine = Rig.Engine(database, new EngineOptions { Shards = shards, Meters = meters, Notify = Console.Error.WriteLine });
        var clock = new CpuClock();
        await Rig.StartAsync(engine, shards);
        await engine.WaitIdleAsync(default);
        var figures = clock.Stop(sums[MetricNames.RecordsCommitted]);
        await engine.DisposeAsync();
        return figures with
        {
            Bytes = sums[MetricNames.SegmentBytes],
            Rows = sums[MetricNames.RowsChanged],
            Commits = sums[MetricNames.Commits],
        };
    }
}

/// <summary>What a run took.</summary>
internal sealed record Figures(long Records, double Seconds, double CpuSeconds)
{
    public double PerSecond => Records / Seconds;

    public double CpuPerMillion => CpuSeconds / Records * 1e6;

    public long Bytes { get; init; }

    public long Rows { get; init; }

    public long Commits { get; init; }
}

/// <summary>Wall and processor time of the whole process, from its making on.</summary>
internal sealed class CpuClock
{
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly TimeSpan _cpu = Environment.CpuUsage.TotalTime;

    public Figures Stop(long records) => new(records, _watch.Elapsed.TotalSeconds, (Environment.CpuUsage.TotalTime - _cpu).TotalSeconds);
}

/// <summary>Adds up the engine's counters.</summary>
internal sealed class MeterSums : IDisposable
{
    private readonly Dictionary<string, long> _sums = [];
    private readonly Lock _gate = new();
    private readonly MeterListener _listener = new();

    public MeterSums()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == MetricNames.Meter)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, _, _) =>
        {
            lock (_gate)
            {
                _sums[instrument.Name] = _sums.GetValueOrDefault(instrument.Name) + value;
            }
        });
        _listener.Start();
    }

    public long this[string name]
    {
        get
        {
            lock (_gate)
            {
                return _sums.GetValueOrDefault(name);
            }
        }
    }

    public void Dispose() => _listener.Dispose();
}
