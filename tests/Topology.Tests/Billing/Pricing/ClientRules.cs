using Sluice.Topology.Records;

namespace Sluice.Topology.Tests.Billing.Pricing;

/// <summary>Client rules as tests write them.</summary>
internal static class ClientRules
{
    public static readonly PriceTier[] Ladder = [new(100, 900m, 0m), new(500, 850m, 0m), new(null, 800m, 0m)];

    public static ClientRuleRecord Rule(
        TierMode mode,
        IReadOnlyList<PriceTier> tiers,
        ContractType contract = ContractType.PerReport,
        long? packageSize = null,
        decimal[]? surcharges = null,
        decimal? flatFee = null,
        long? included = null,
        decimal? minimum = null,
        string modality = "CT") =>
        new(
            "R1", "C1", modality, contract, mode, tiers, packageSize, surcharges ?? [0m, 0m, 0m], flatFee, included, minimum, "INR",
            new(null, null), new(2026, 1, 1), null, DateTimeOffset.UnixEpoch, "{}");

    public static ClientRuleRecord Flat(decimal price) => Rule(TierMode.Graduated, [new(null, price, 0m)]);
}
