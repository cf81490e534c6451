using FsCheck;
using FsCheck.Fluent;
using Sluice.Topology.Billing.Pricing;
using Sluice.Topology.Records;

namespace Sluice.Topology.Tests.Billing.Pricing;

public class ClientPricingProperties
{
    private sealed record Case(ClientRuleRecord Rule, long Units, PriorityCounts Counts, Proration? Share, int Digits);

    private static readonly Gen<decimal> Price = Gen.Choose(0, 20_000_000).Select(hundredMillionths => hundredMillionths / 100_000m);

    private static readonly Gen<Case> Cases =
        from mode in Gen.Elements(TierMode.Graduated, TierMode.Volume, TierMode.Package)
        from contract in Gen.Elements(ContractType.PerReport, ContractType.Subscription, ContractType.MinimumGuarantee)
        from steps in Gen.Choose(1, 6).ListOf(mode == TierMode.Package ? 0 : 3)
        from prices in Price.ListOf(4)
        from fees in Gen.Frequency((1, Gen.Constant(0m)), (1, Price)).ListOf(4)
        from surcharges in Gen.Frequency((1, Gen.Constant(0m)), (1, Price)).ArrayOf(3)
        from fee in Price
        from size in Gen.Choose(1, 6)
        from counts in Gen.Choose(0, 9).ArrayOf(3)
        from days in Gen.Choose(0, 31)
        from digits in Gen.Elements(0, 2, 3)
        select new Case(
            ClientRules.Rule(mode, Tiers(steps, prices, mode == TierMode.Package ? null : fees), contract, size, surcharges, fee * 3, size, fee * 9),
            counts.Sum(),
            new PriorityCounts(counts[0], counts[1], counts[2]),
            days == 0 ? null : new Proration(days, 31),
            digits);

    [Fact]
    public void Revenue_equals_the_total_of_the_lines() => Prop.ForAll(Cases.ToArbitrary(), c =>
    {
        var price = ClientPricing.Price(c.Rule, c.Units, c.Digits, c.Counts, c.Share);
        price.Lines.Sum(line => line.Amount).ShouldBe(price.Total);
        ClientPricing.Revenue(c.Rule, c.Units, c.Digits, c.Counts, c.Share).ShouldBe((Int128)(price.Total * 100_000_000m));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_line_is_its_units_times_its_price_rounded_once() => Prop.ForAll(Cases.ToArbitrary(), c =>
    {
        foreach (var line in ClientPricing.Price(c.Rule, c.Units, c.Digits, c.Counts, c.Share).Lines)
        {
            line.Units.ShouldBePositive();
            line.Amount.ShouldBe(Math.Round(line.Units * line.UnitPrice, c.Digits, MidpointRounding.AwayFromZero));
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Unit_by_unit_pricing_gives_the_same_lines() => Prop.ForAll(Cases.ToArbitrary(), c =>
    {
        var rule = c.Rule with { ContractType = ContractType.PerReport };
        ClientPricing.Revenue(rule, c.Units, c.Digits).ShouldBe((Int128)(UnitByUnit(rule, c.Units, c.Digits) * 100_000_000m));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Revenue_allocates_nothing()
    {
        var rule = ClientRules.Rule(TierMode.Graduated, ClientRules.Ladder, ContractType.MinimumGuarantee, surcharges: [0m, 5m, 9m], minimum: 7m);
        Allocations.Of(() =>
        {
            for (var i = 0; i < 1_000; i++)
                ClientPricing.Revenue(rule, 620 + i, 2, new PriorityCounts(600, 15, 5 + i));
        }).ShouldBe(0);
    }

    private static PriceTier[] Tiers(List<int> steps, List<decimal> prices, List<decimal>? fees)
    {
        long top = 0;
        var tiers = steps.Select((step, i) => new PriceTier(top += step, prices[i], fees?[i] ?? 0m)).ToList();
        return [.. tiers, new PriceTier(null, prices[^1], fees?[^1] ?? 0m)];
    }

    /// <summary>The ladder walked one report at a time, in decimal: slow and independent of the code under test.</summary>
    private static decimal UnitByUnit(ClientRuleRecord rule, long units, int digits)
    {
        int TierOf(long unit) => rule.Tiers.ToList().FindIndex(tier => tier.UpTo is null || unit <= tier.UpTo);
        decimal Round(decimal amount) => Math.Round(amount, digits, MidpointRounding.AwayFromZero);
        if (rule.TierMode == TierMode.Package)
            return Round(Enumerable.Range(0, (int)units).Count(unit => unit % rule.PackageSize == 0) * rule.Tiers[0].UnitPrice);

        var perTier = new decimal[rule.Tiers.Count];
        for (var unit = 1; unit <= units; unit++)
        {
            var tier = TierOf(rule.TierMode == TierMode.Volume ? units : unit);
            perTier[tier] += rule.Tiers[tier].UnitPrice;
        }

        var reached = TierOf(units);
        var fees = rule.TierMode == TierMode.Volume ? [rule.Tiers[reached]] : rule.Tiers.Take(reached + 1);
        return perTier.Sum(Round) + fees.Sum(tier => Round(tier.FlatFee));
    }
}
