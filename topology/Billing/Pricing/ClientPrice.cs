namespace Sluice.Topology.Billing.Pricing;

/// <summary>What a client rule charges for a number of reports.</summary>
/// <param name="Lines">Subscription fee, tiers each followed by its flat fee, top-up, surcharges.</param>
/// <param name="Total">The sum of the lines' amounts.</param>
/// <param name="Currency">The rule's.</param>
public sealed record ClientPrice(IReadOnlyList<PriceLine> Lines, decimal Total, string Currency);
