using System.Diagnostics.Metrics;

namespace Sluice.Engine.Telemetry;

/// <summary>
/// What waits in the outbox, as the process that works it off saw it last; others have nothing to show. Noted by the
/// publisher's loop, read when someone asks.
/// </summary>
internal sealed class OutboxGauges
{
    private volatile Standing? _standing;

    public OutboxGauges(Meter meter)
    {
        meter.CreateObservableGauge(MetricNames.OutboxEntries, Entries, null, "Commits whose changes are not merged and published yet, at most 20,000.");
        meter.CreateObservableGauge(MetricNames.OutboxAge, Ages, "s", "How long the oldest change has waited to be merged and published.");
    }

    /// <param name="entries">Commits in the outbox.</param>
    /// <param name="since">Since when the oldest change waits; null where none does.</param>
    public void Note(int entries, DateTimeOffset? since, TimeProvider time) => _standing = new Standing(entries, since, time);

    /// <summary>The outbox is another process's to work off.</summary>
    public void Leave() => _standing = null;

    private IEnumerable<Measurement<long>> Entries() => _standing is { } now ? [new Measurement<long>(now.Entries)] : [];

    private IEnumerable<Measurement<double>> Ages() => _standing is { } now ? [new Measurement<double>(now.AgeSeconds)] : [];

    private sealed record Standing(int Entries, DateTimeOffset? Since, TimeProvider Time)
    {
        public double AgeSeconds => Since is { } since ? Math.Max(0, (Time.GetUtcNow() - since).TotalSeconds) : 0;
    }
}
