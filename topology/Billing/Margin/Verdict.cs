namespace Sluice.Topology.Billing.Margin;

/// <summary>What a book says of a standing report: what it costs, or why it counts in no total.</summary>
/// <param name="Day">The report's business date, days since 1970-01-01.</param>
/// <param name="Modality">The number of its modality.</param>
/// <param name="Rule">The rule that pays it; null where <paramref name="Notice"/> says why it is not billable.</param>
/// <param name="Cogs">Units of 10⁻⁸ of the rule's currency; 0 where it is not billable.</param>
public readonly record struct Verdict(int Day, int Modality, PayRule? Rule, Int128 Cogs, Notice? Notice)
{
    public bool IsBillable => Rule is not null;

    /// <summary>Whether two books let a billable report earn its provider the same under the same rule.</summary>
    public bool CostsTheSameAs(in Verdict other) =>
        Rule is not null && other.Rule is not null && Cogs == other.Cogs && Rule.RuleId == other.Rule.RuleId && Rule.Currency == other.Rule.Currency;
}
