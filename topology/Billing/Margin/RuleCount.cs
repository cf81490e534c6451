using Sluice.Topology.Billing.Pricing;
using Sluice.Topology.Records;

namespace Sluice.Topology.Billing.Margin;

/// <summary>One rule of a client's month: on how many days it won its slot, and how many reports it prices.</summary>
public sealed class RuleCount(ClientRuleRecord rule, int minorUnits, Proration won)
{
    public ClientRuleRecord Rule => rule;

    /// <summary>Decimals of the rule's currency.</summary>
    public int MinorUnits => minorUnits;

    /// <summary>The share of the month it won.</summary>
    public Proration Won => won;

    /// <summary>Billable reports it prices.</summary>
    public long Units => ByPriority.Routine + ByPriority.Urgent + ByPriority.Stat;

    public PriorityCounts ByPriority { get; private set; }

    public void Clear() => ByPriority = default;

    public void Add(int routine, int urgent, int stat) => ByPriority = new PriorityCounts(
        ByPriority.Routine + routine,
        ByPriority.Urgent + urgent,
        ByPriority.Stat + stat);
}
