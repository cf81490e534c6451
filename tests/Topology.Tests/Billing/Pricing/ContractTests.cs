using Sluice.Topology.Billing.Pricing;
using Sluice.Topology.Records;

namespace Sluice.Topology.Tests.Billing.Pricing;

public class ContractTests
{
    private static readonly Proration HalfOfJune = new(15, 30);

    [Theory]
    [InlineData(0, 50_000)]
    [InlineData(100, 50_000)]
    [InlineData(101, 50_900)]
    [InlineData(200, 140_000)]
    [InlineData(201, 140_850)]
    public void Subscription_covers_the_included_reports_and_the_rest_starts_at_unit_one(long units, int total) =>
        Price(Subscription(ClientRules.Ladder), units).Total.ShouldBe(total);

    [Fact]
    public void Subscription_with_nothing_beyond_the_included_owes_no_tier_fee()
    {
        var rule = Subscription([new(null, 900m, 70m)]);
        Price(rule, 100).Total.ShouldBe(50_000m);
        Price(rule, 101).Total.ShouldBe(50_970m);
    }

    [Fact]
    public void Subscription_fee_is_prorated_while_tiers_and_included_reports_are_not()
    {
        var price = Price(Subscription(ClientRules.Ladder), 101, share: HalfOfJune);
        price.Lines.Select(line => line.Amount).ShouldBe([25_000m, 900m]);
    }

    [Fact]
    public void Prorated_fee_is_multiplied_first_and_rounded_once()
    {
        // 100.00 × 7 ÷ 31 = 22.580…; rounding 1 ÷ 31 first would give 22.61 or 22.40.
        var rule = ClientRules.Rule(TierMode.Graduated, ClientRules.Ladder, ContractType.Subscription, flatFee: 100m);
        Price(rule, 0, share: new Proration(7, 31)).Total.ShouldBe(22.58m);
        // 0.01 × 15 ÷ 30 = 0.005: half away from zero.
        Price(rule with { FlatFee = 0.01m }, 0, share: HalfOfJune).Total.ShouldBe(0.01m);
    }

    [Fact]
    public void A_rule_that_won_no_day_owes_no_fee()
    {
        Price(Subscription(ClientRules.Ladder), 0, share: new Proration(0, 30)).Lines.ShouldBeEmpty();
        Price(Minimum(20_000m), 0, share: new Proration(0, 30)).Lines.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(0, 20_000, 20_000)]
    [InlineData(10, 11_000, 20_000)]
    [InlineData(22, 200, 20_000)]
    [InlineData(23, 0, 20_700)]
    public void Minimum_guarantee_tops_up_on_a_line_of_its_own(long units, int topUp, int total)
    {
        var price = Price(Minimum(20_000m), units);
        price.Total.ShouldBe(total);
        price.Lines.Where(line => line.Kind == LineKind.TopUp).Sum(line => line.Amount).ShouldBe(topUp);
        price.Lines.Count(line => line.Kind == LineKind.TopUp).ShouldBe(topUp == 0 ? 0 : 1);
    }

    [Fact]
    public void Minimum_is_prorated_before_the_tiers_are_held_against_it()
    {
        Price(Minimum(20_000m), 10, share: HalfOfJune).Total.ShouldBe(10_000m);
        Price(Minimum(20_000m), 12, share: HalfOfJune).Total.ShouldBe(10_800m);
    }

    [Fact]
    public void Tier_fees_count_towards_the_minimum_and_surcharges_do_not()
    {
        var rule = Minimum(1_000m) with { Tiers = [new(null, 100m, 300m)], Surcharges = [0m, 25m, 50m] };
        var price = Price(rule, 4, new PriorityCounts(1, 1, 2));
        price.Lines.Select(line => (line.Kind, line.Amount)).ShouldBe(
        [
            (LineKind.Tier, 400m), (LineKind.TierFlatFee, 300m), (LineKind.TopUp, 300m),
            (LineKind.Surcharge, 25m), (LineKind.Surcharge, 100m),
        ]);
    }

    [Fact]
    public void Surcharges_are_added_per_report_also_for_included_ones()
    {
        var rule = Subscription(ClientRules.Ladder) with { Surcharges = [1m, 150m, 300m] };
        var price = Price(rule, 10, new PriorityCounts(7, 2, 1));
        price.Total.ShouldBe(50_000m + 7m + 300m + 300m);
        Price(rule, 10).Total.ShouldBe(50_000m);
    }

    private static ClientRuleRecord Subscription(IReadOnlyList<PriceTier> tiers) =>
        ClientRules.Rule(TierMode.Graduated, tiers, ContractType.Subscription, flatFee: 50_000m, included: 100);

    private static ClientRuleRecord Minimum(decimal charge) =>
        ClientRules.Rule(TierMode.Graduated, ClientRules.Ladder, ContractType.MinimumGuarantee, minimum: charge);

    private static ClientPrice Price(ClientRuleRecord rule, long units, PriorityCounts counts = default, Proration? share = null) =>
        ClientPricing.Price(rule, units, 2, counts, share);
}
