using Sluice.Topology.Billing.Pricing;
using Sluice.Topology.Records;

namespace Sluice.Topology.Billing.Margin;

/// <summary>A provider rule with its terms worked out for adding up.</summary>
public sealed class PayRule(ProviderRuleRecord rule)
{
    public string RuleId { get; } = rule.RuleId;

    public string Currency { get; } = rule.Currency;

    /// <summary>Which version of the rule it is.</summary>
    public DateTimeOffset RecordedAt { get; } = rule.RecordedAt;

    public CogsTerms Terms { get; } = new(rule);
}
