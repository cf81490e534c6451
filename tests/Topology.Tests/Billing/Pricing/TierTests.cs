using Sluice.Topology.Billing.Pricing;
using Sluice.Topology.Records;

namespace Sluice.Topology.Tests.Billing.Pricing;

public class TierTests
{
    private static readonly PriceTier[] WithFees = [new(100, 900m, 50m), new(500, 850m, 70m), new(null, 800m, 90m)];

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 900)]
    [InlineData(100, 90_000)]
    [InlineData(101, 90_850)]
    [InlineData(500, 430_000)]
    [InlineData(501, 430_800)]
    [InlineData(620, 526_000)]
    public void Graduated_prices_each_unit_at_its_own_tier(long units, int total) =>
        Total(ClientRules.Rule(TierMode.Graduated, ClientRules.Ladder), units).ShouldBe(total);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(100, 90_000)]
    [InlineData(101, 85_850)]
    [InlineData(500, 425_000)]
    [InlineData(501, 400_800)]
    [InlineData(620, 496_000)]
    public void Volume_prices_all_units_at_the_tier_the_count_reaches(long units, int total) =>
        Total(ClientRules.Rule(TierMode.Volume, ClientRules.Ladder), units).ShouldBe(total);

    [Fact]
    public void Volume_costs_more_at_a_tier_edge_than_just_beyond_it()
    {
        var rule = ClientRules.Rule(TierMode.Volume, ClientRules.Ladder);
        Total(rule, 500).ShouldBeGreaterThan(Total(rule, 501));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 2_000)]
    [InlineData(50, 2_000)]
    [InlineData(51, 4_000)]
    [InlineData(100, 4_000)]
    [InlineData(101, 6_000)]
    public void Package_counts_every_package_begun(long units, int total) =>
        Total(ClientRules.Rule(TierMode.Package, [new(null, 2_000m, 0m)], packageSize: 50), units).ShouldBe(total);

    [Theory]
    [InlineData(0, 50)]
    [InlineData(100, 90_050)]
    [InlineData(101, 90_970)]
    [InlineData(500, 430_120)]
    [InlineData(501, 431_010)]
    public void Graduated_adds_the_flat_fee_of_every_tier_reached(long units, int total) =>
        Total(ClientRules.Rule(TierMode.Graduated, WithFees), units).ShouldBe(total);

    [Theory]
    [InlineData(0, 50)]
    [InlineData(100, 90_050)]
    [InlineData(101, 85_920)]
    [InlineData(501, 400_890)]
    public void Volume_adds_the_flat_fee_of_the_tier_the_count_stands_in(long units, int total) =>
        Total(ClientRules.Rule(TierMode.Volume, WithFees), units).ShouldBe(total);

    [Fact]
    public void Zero_units_make_no_line_but_a_fee_that_is_due()
    {
        ClientPricing.Price(ClientRules.Rule(TierMode.Graduated, ClientRules.Ladder), 0, 2).Lines.ShouldBeEmpty();
        ClientPricing.Price(ClientRules.Rule(TierMode.Package, [new(null, 5m, 0m)], packageSize: 10), 0, 2).Lines.ShouldBeEmpty();
        var fee = ClientPricing.Price(ClientRules.Rule(TierMode.Volume, WithFees), 0, 2).Lines.ShouldHaveSingleItem();
        fee.ShouldBe(new PriceLine(LineKind.TierFlatFee, 1, "CT tier 1 flat fee", 1, 50m, 50m));
    }

    [Fact]
    public void A_free_tier_shows_its_units()
    {
        var line = ClientPricing.Price(ClientRules.Flat(0m), 3, 2).Lines.ShouldHaveSingleItem();
        line.Units.ShouldBe(3);
        line.Amount.ShouldBe(0m);
    }

    private static decimal Total(ClientRuleRecord rule, long units) => ClientPricing.Price(rule, units, 2).Total;
}
