using Sluice.Topology.Records;

namespace Sluice.Topology.Billing.Pricing;

/// <summary>
/// The arithmetic of a client rule: walks what it charges in document order, rounds each component once, sums the
/// rounded ones. Allocates nothing of its own.
/// </summary>
internal struct PriceWalk<TSink>(ClientRuleRecord rule, int minorDigits, Proration? proration, TSink sink)
    where TSink : struct, IPriceSink
{
    private TSink _sink = sink;

    /// <summary>The sum of the rounded components so far, 10⁻⁸ of the currency.</summary>
    public Int128 Total { get; private set; }

    public void Price(long units, PriorityCounts surcharged)
    {
        switch (rule.ContractType)
        {
            case ContractType.PerReport:
                Tiers(units);
                break;
            case ContractType.Subscription:
                Subscription(units);
                break;
            case ContractType.MinimumGuarantee:
                MinimumGuarantee(units);
                break;
            default:
                throw new ArgumentException($"rule {rule.RuleId} has no known contract type");
        }

        Surcharges(surcharged);
    }

    private void Subscription(long units)
    {
        var fee = FixedPoint.Of(rule.FlatFee ?? 0m);
        var due = Prorated(fee);
        Add(LineKind.SubscriptionFee, 0, 1, 1, 1, proration is { IsWhole: false } ? due : fee, due);

        // With nothing beyond the included reports the ladder is not entered: no first-tier fee either.
        var rest = units - (rule.IncludedReports ?? 0);
        if (rest > 0)
            Tiers(rest);
    }

    private void MinimumGuarantee(long units)
    {
        Tiers(units);
        var missing = Prorated(FixedPoint.Of(rule.MinimumCharge ?? 0m)) - Total;
        if (missing > 0)
            Add(LineKind.TopUp, 0, 1, 1, 1, missing, missing);
    }

    private void Tiers(long units)
    {
        switch (rule.TierMode)
        {
            case TierMode.Graduated:
                Graduated(units);
                break;
            case TierMode.Volume:
                Volume(units);
                break;
            case TierMode.Package:
                Packages(units);
                break;
            default:
                throw new ArgumentException($"rule {rule.RuleId} has no known tier mode");
        }
    }

    private void Graduated(long units)
    {
        long below = 0;
        for (var i = 0; i == 0 || (i < rule.Tiers.Count && below < units); i++)
        {
            var top = Math.Min(units, UpTo(i));
            AddTier(i, below + 1, top - below);
            below = UpTo(i);
        }
    }

    private void Volume(long units)
    {
        var tier = 0;
        while (units > UpTo(tier))
            tier++;
        AddTier(tier, 1, units);
    }

    private void Packages(long units)
    {
        var size = rule.PackageSize is > 0
            ? rule.PackageSize.Value
            : throw new ArgumentException($"rule {rule.RuleId} prices packages without a package_size");
        var packages = (units / size) + (units % size == 0 ? 0 : 1);
        var price = FixedPoint.Of(rule.Tiers[0].UnitPrice);
        Add(LineKind.Tier, 0, 1, units, packages, price, Rounded(FixedPoint.Multiply(price, packages)));
    }

    private void Surcharges(PriorityCounts counts)
    {
        for (var priority = Priority.Routine; priority <= Priority.Stat; priority++)
        {
            var price = FixedPoint.Of(rule.Surcharges[(int)priority]);
            var units = counts.Of(priority);
            if (price != 0)
                Add(LineKind.Surcharge, (int)priority, 1, units, units, price, Rounded(FixedPoint.Multiply(price, units)));
        }
    }

    private void AddTier(int index, long firstUnit, long units)
    {
        var tier = rule.Tiers[index];
        var price = FixedPoint.Of(tier.UnitPrice);
        Add(LineKind.Tier, index, firstUnit, units, units, price, Rounded(FixedPoint.Multiply(price, units)));
        var fee = FixedPoint.Of(tier.FlatFee);
        Add(LineKind.TierFlatFee, index, firstUnit, 1, 1, fee, Rounded(fee));
    }

    private void Add(LineKind kind, int tier, long firstUnit, long reports, long units, Int128 unitPrice, Int128 amount)
    {
        // Free units are worth a line, a fee of nothing is not.
        if (units == 0 || (kind is LineKind.TierFlatFee or LineKind.SubscriptionFee && unitPrice == 0))
            return;
        Total += amount;
        _sink.Take(new(kind, tier, firstUnit, reports, units, unitPrice, amount));
    }

    /// <summary>The last unit at the tier; the last tier has no end.</summary>
    private readonly long UpTo(int index) =>
        index == rule.Tiers.Count - 1 ? long.MaxValue : rule.Tiers[index].UpTo ?? long.MaxValue;

    private readonly Int128 Rounded(Int128 amount) => FixedPoint.Round(amount, 1, minorDigits);

    private readonly Int128 Prorated(Int128 fee) => proration is { IsWhole: false } share
        ? FixedPoint.Round(fee * share.DaysWon, share.DaysInMonth, minorDigits)
        : Rounded(fee);
}
