using Sluice.Oracle.Reference;
using Sluice.Oracle.Results;

namespace Sluice.Oracle.Pricing;

/// <summary>What tiers charge for a number of units, line by line and unrounded.</summary>
internal static class TierCharges
{
    /// <summary>Lines in order of tier: its units, if it has any, then its flat fee, if it is reached and has one.</summary>
    public static IEnumerable<Charge> Of(ClientRule rule, long units) => rule.TierMode switch
    {
        "graduated" => Graduated(rule.Tiers, units),
        "volume" => Volume(rule.Tiers, units),
        "package" => Package(rule, units),
        _ => throw new ArgumentException($"tier_mode {rule.TierMode} has no arithmetic", nameof(rule)),
    };

    private static IEnumerable<Charge> Graduated(IReadOnlyList<Tier> tiers, long units)
    {
        var below = 0L;
        for (var i = 0; i < tiers.Count && (i == 0 || units > below); i++)
        {
            var top = Math.Min(units, tiers[i].UpTo ?? long.MaxValue);
            foreach (var charge in TierLines(tiers[i], i + 1, top - below))
                yield return charge;
            below = top;
            if (tiers[i].UpTo is not { } upTo || units <= upTo)
                break;
        }
    }

    private static IEnumerable<Charge> Volume(IReadOnlyList<Tier> tiers, long units)
    {
        var i = 0;
        while (tiers[i].UpTo is { } upTo && units > upTo)
            i++;
        return TierLines(tiers[i], i + 1, units);
    }

    private static IEnumerable<Charge> Package(ClientRule rule, long units)
    {
        var packages = (units / rule.PackageSize) + (units % rule.PackageSize == 0 ? 0 : 1);
        return TierLines(rule.Tiers[0], 1, packages);
    }

    private static IEnumerable<Charge> TierLines(Tier tier, int number, long units)
    {
        if (units > 0)
            yield return new Charge(ChargeKind.Tier, $"{number}", units, Exact.Of(tier.UnitPrice) * units);
        if (tier.FlatFee is { } fee)
            yield return new Charge(ChargeKind.TierFee, $"{number}", 1, Exact.Of(fee));
    }
}
