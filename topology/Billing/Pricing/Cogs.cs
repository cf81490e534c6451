using Sluice.Topology.Records;

namespace Sluice.Topology.Billing.Pricing;

/// <summary>What a provider earns for one report (contract §3).</summary>
public static class Cogs
{
    /// <summary>fee + surcharge + max(0, images − over) × extra fee, in the rule's currency, exact and unrounded.</summary>
    /// <exception cref="OverflowException">
    /// A decimal cannot hold the amount exactly (from about 7.9 × 10²⁰ with 8 fraction digits); <see cref="CogsTerms"/> can.
    /// </exception>
    public static decimal Of(ProviderRuleRecord rule, Priority priority, long images) =>
        FixedPoint.ToDecimal(new CogsTerms(rule).Of(priority, images));
}
