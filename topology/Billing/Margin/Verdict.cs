namespace Sluice.Topology.Billing.Margin;

/// <summary>What a book says of a standing report: what it costs, or why it counts in no total.</summary>
/// <param name="Rule">The rule that pays it; null where <paramref name="Notice"/> says why it is not billable.</param>
/// <param name="Cogs">Units of 10⁻⁸ of the rule's currency; 0 where it is not billable.</param>
public readonly record struct Verdict(PayRule? Rule, Int128 Cogs, Notice? Notice)
{
    public bool IsBillable => Rule is not null;

    /// <summary>Whether two books let a billable report earn its provider the same under the same rule.</summary>
    public bool CostsTheSameAs(in Verdict other) =>
        Rule is not null && other.Rule is not null && Cogs == other.Cogs && Rule.RuleId == other.Rule.RuleId && Rule.Currency == other.Rule.Currency;
}
