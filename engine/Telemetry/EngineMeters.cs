using System.Diagnostics.Metrics;

namespace Sluice.Engine.Telemetry;

/// <summary>The engine's instruments. Safe from any thread.</summary>
public sealed class EngineMeters : IDisposable
{
    private readonly Meter _meter = new(MetricNames.Meter);

    public EngineMeters()
    {
        RecordsCommitted = _meter.CreateCounter<long>(MetricNames.RecordsCommitted);
        Commits = _meter.CreateCounter<long>(MetricNames.Commits);
        SegmentBytes = _meter.CreateCounter<long>(MetricNames.SegmentBytes);
        RowsChanged = _meter.CreateCounter<long>(MetricNames.RowsChanged);
        Freshness = _meter.CreateHistogram<double>(MetricNames.Freshness, "s");
        StepDuration = _meter.CreateHistogram<double>(MetricNames.StepDuration, "s");
        CommitDuration = _meter.CreateHistogram<double>(MetricNames.CommitDuration, "s");
        ShardRestarts = _meter.CreateCounter<long>(MetricNames.ShardRestarts);
        Retries = _meter.CreateCounter<long>(MetricNames.Retries);
        Quarantined = _meter.CreateCounter<long>(MetricNames.Quarantined);
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

    public void Dispose() => _meter.Dispose();
}
