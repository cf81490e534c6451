using System.Diagnostics.Metrics;

namespace Sluice.Engine.Telemetry;

/// <summary>The engine's instruments. Safe from any thread.</summary>
public sealed class EngineMeters : IDisposable
{
    private readonly Meter _meter = new(MetricNames.Meter);

    public EngineMeters()
    {
        RecordsCommitted = _meter.CreateCounter<long>(MetricNames.RecordsCommitted, "{records}", "Records stepped through and committed.");
        Commits = _meter.CreateCounter<long>(MetricNames.Commits, null, "Commits.");
        SegmentBytes = _meter.CreateCounter<long>(MetricNames.SegmentBytes, "By", "Bytes of the segments committed.");
        RowsChanged = _meter.CreateCounter<long>(MetricNames.RowsChanged, "{rows}", "Rows changed in output tables.");
        Freshness = Seconds(MetricNames.Freshness, "From a record's append to the commit that holds it, the oldest record of a step.", Buckets.FreshnessSeconds);
        StepDuration = Seconds(MetricNames.StepDuration, "Duration of a step of the deterministic core.", Buckets.StepSeconds);
        CommitDuration = Seconds(MetricNames.CommitDuration, "Duration of a commit at the store.", Buckets.CommitSeconds);
        ShardRestarts = _meter.CreateCounter<long>(MetricNames.ShardRestarts, null, "Times a shard dropped its state and took its lease again, by reason.");
        Retries = _meter.CreateCounter<long>(MetricNames.Retries, null, "Times a log or store refused without effect and was tried again, by kind.");
        Quarantined = _meter.CreateCounter<long>(MetricNames.Quarantined, "{records}", "Records quarantined.");
        DeadLetters = _meter.CreateCounter<long>(MetricNames.DeadLetters, "{records}", "Records set aside as dead letters.");
        Shards = new ShardGauges(_meter);
        Outbox = new OutboxGauges(_meter);
        BeginAtZero();
    }

    public Counter<long> RecordsCommitted { get; }

    public Counter<long> Commits { get; }

    public Counter<long> SegmentBytes { get; }

    public Counter<long> RowsChanged { get; }

    public Histogram<double> Freshness { get; }

    public Histogram<double> StepDuration { get; }

    public Histogram<double> CommitDuration { get; }

    public Counter<long> ShardRestarts { get; }

    public Counter<long> Retries { get; }

    public Counter<long> Quarantined { get; }

    public Counter<long> DeadLetters { get; }

    /// <summary>What the shards of this process stand at.</summary>
    public ShardGauges Shards { get; }

    /// <summary>What waits in the outbox.</summary>
    internal OutboxGauges Outbox { get; }

    public void Dispose() => _meter.Dispose();

    /// <summary>A counter that first appears at one has not risen, for whoever compares: alerts would miss the first.</summary>
    private void BeginAtZero()
    {
        foreach (var counter in (Counter<long>[])[RecordsCommitted, Commits, SegmentBytes, RowsChanged, Quarantined, DeadLetters])
        {
            counter.Add(0);
        }

        Retries.Add(0, new KeyValuePair<string, object?>("kind", "log"));
        Retries.Add(0, new KeyValuePair<string, object?>("kind", "store"));
    }

    private Histogram<double> Seconds(string name, string description, double[] buckets) =>
        _meter.CreateHistogram(name, "s", description, advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = buckets });
}
