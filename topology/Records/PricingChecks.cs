using Sluice.Topology.Records.Shapes;

namespace Sluice.Topology.Records;

/// <summary>What the fields of a pricing rule demand of each other, beyond their shapes.</summary>
internal static class PricingChecks
{
    public static Rejection? ClientRule(ShapedRecord rule) =>
        Effective(rule) ?? Contract(rule) ?? Ladder(rule.List("tiers")) ?? Package(rule);

    public static Rejection? Effective(ShapedRecord rule)
    {
        DateOnly from = rule.Date("effective_from");
        return rule.OptionalDate("effective_to") is { } to && to < from
            ? Reject("effective_to", $"{to:yyyy-MM-dd}", $"must not be before effective_from {from:yyyy-MM-dd}, but is {to:yyyy-MM-dd}")
            : null;
    }

    private static Rejection? Contract(ShapedRecord rule) => rule.Text("contract_type") switch
    {
        "SUBSCRIPTION" when rule.OptionalAmount("flat_fee") is null =>
            Reject("flat_fee", null, "is required for the contract_type SUBSCRIPTION, but is missing"),
        "MINIMUM_GUARANTEE" when rule.OptionalAmount("minimum_charge") is null =>
            Reject("minimum_charge", null, "is required for the contract_type MINIMUM_GUARANTEE, but is missing"),
        _ => null,
    };

    private static Rejection? Ladder(IReadOnlyList<ShapedRecord> tiers)
    {
        if (tiers.Count == 0)
            return Reject("tiers", "[]", "must have at least one tier, but is []");
        long below = 0;
        for (int i = 0; i < tiers.Count - 1; i++)
        {
            string field = $"tiers[{i}].up_to";
            if (tiers[i].OptionalWhole("up_to") is not { } upTo)
                return Reject(field, "null", "must be a whole number (only the last tier is without end), but is null");
            if (upTo <= below)
                return Reject(field, $"{upTo}", $"must be above the tier before it ({below}), but is {upTo}");
            below = upTo;
        }

        return tiers[^1].OptionalWhole("up_to") is { } end
            ? Reject($"tiers[{tiers.Count - 1}].up_to", $"{end}", $"must be null (the last tier is without end), but is {end}")
            : null;
    }

    private static Rejection? Package(ShapedRecord rule)
    {
        if (!string.Equals(rule.Text("tier_mode"), "package", StringComparison.Ordinal))
            return null;
        IReadOnlyList<ShapedRecord> tiers = rule.List("tiers");
        if (tiers.Count != 1)
            return Reject("tiers", $"{tiers.Count} tiers", $"must be exactly one tier for the tier_mode package, but is {tiers.Count} tiers");
        if (tiers[0].OptionalAmount("flat_fee") is { } fee)
            return Reject("tiers[0].flat_fee", $"{fee}", $"must be absent for the tier_mode package, but is {fee}");
        return rule.OptionalWhole("package_size") is null
            ? Reject("package_size", null, "is required for the tier_mode package, but is missing")
            : null;
    }

    private static Rejection Reject(string field, string? value, string words) => new(field, value, $"{field} {words}");
}
