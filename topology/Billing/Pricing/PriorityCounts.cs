using Sluice.Topology.Records;

namespace Sluice.Topology.Billing.Pricing;

/// <summary>Numbers of reports per priority, for surcharges; the default has none.</summary>
public readonly record struct PriorityCounts(long Routine, long Urgent, long Stat)
{
    public long Of(Priority priority) => priority switch
    {
        Priority.Routine => Routine,
        Priority.Urgent => Urgent,
        Priority.Stat => Stat,
        _ => throw new ArgumentOutOfRangeException(nameof(priority), priority, "no such priority"),
    };
}
