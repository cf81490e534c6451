namespace Sluice.Topology.Billing.Pricing;

/// <summary>A line of a client's document. Law: amount = units × unit price, rounded once to the currency's minor unit.</summary>
/// <param name="Tier">From 1, on tier and tier-fee lines; else null.</param>
/// <param name="Description">For the client's accountant, such as <c>CT reports 1–100 at 900.00</c>.</param>
/// <param name="Units">Reports, or packages in package mode; 1 on fee and top-up lines. Never 0.</param>
/// <param name="UnitPrice">In the rule's currency, unrounded; on prorated fees and top-ups the amount itself.</param>
/// <param name="Amount">In the rule's currency, with exactly its minor-unit digits.</param>
public sealed record PriceLine(LineKind Kind, int? Tier, string Description, long Units, decimal UnitPrice, decimal Amount);
