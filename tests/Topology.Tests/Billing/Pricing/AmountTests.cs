using System.Globalization;
using Sluice.Topology.Billing.Pricing;
using Sluice.Topology.Records;

namespace Sluice.Topology.Tests.Billing.Pricing;

public class AmountTests
{
    [Theory]
    [InlineData("0.005", 1, 2, "0.01")]
    [InlineData("0.00499999", 1, 2, "0.00")]
    [InlineData("10.125", 1, 2, "10.13")]
    [InlineData("10.125", 2, 2, "20.25")]
    [InlineData("0.005", 3, 2, "0.02")]
    [InlineData("100000000000.005", 1, 2, "100000000000.01")]
    [InlineData("100000000000.00499999", 1, 2, "100000000000.00")]
    [InlineData("10.5", 1, 0, "11")]
    [InlineData("10.5", 3, 0, "32")]
    [InlineData("0.0005", 1, 3, "0.001")]
    [InlineData("12.3454", 1, 3, "12.345")]
    [InlineData("0.00000001", 500_000, 2, "0.01")]
    [InlineData("0.00000001", 499_999, 2, "0.00")]
    public void A_line_is_multiplied_first_and_rounded_half_away_from_zero(string price, long units, int digits, string amount)
    {
        var rule = ClientRules.Flat(decimal.Parse(price, CultureInfo.InvariantCulture));
        var line = ClientPricing.Price(rule, units, digits).Lines.ShouldHaveSingleItem();
        line.Amount.ToString(CultureInfo.InvariantCulture).ShouldBe(amount);
    }

    [Fact]
    public void The_total_is_the_sum_of_the_rounded_lines()
    {
        var rule = ClientRules.Rule(TierMode.Graduated, [new(1, 0.005m, 0.005m), new(null, 0.005m, 0m)]);
        ClientPricing.Price(rule, 2, 2).Total.ShouldBe(0.03m);
    }

    [Fact]
    public void The_largest_price_times_a_thousand_million_reports_is_exact()
    {
        var price = ClientPricing.Price(ClientRules.Flat(999_999_999_999_999.99999999m), 1_000_000_000, 2);
        price.Total.ShouldBe(999_999_999_999_999_999_999_990.00m);
    }

    [Fact]
    public void The_limit_itself_can_be_charged()
    {
        ClientPricing.Price(ClientRules.Flat(1_000_000_000m), 1_000_000_000_000_000, 4).Total.ShouldBe(ClientPricing.AmountMax);
        ClientPricing.Revenue(ClientRules.Flat(1_000_000_000m), 1_000_000_000_000_000, 4)
            .ShouldBe(Int128.CreateChecked(ClientPricing.AmountMax) * 100_000_000);
    }

    [Theory]
    [InlineData(1_000_000_001, 1_000_000_000_000_000)]
    [InlineData(999_999_999_999_999, 1_000_000_000_000_000)]
    [InlineData(999_999_999_999_999, long.MaxValue)]
    public void More_than_the_limit_is_refused_in_words(long price, long units)
    {
        var rule = ClientRules.Flat(price);
        var refusal = Should.Throw<OverflowException>(() => ClientPricing.Price(rule, units, 2));
        refusal.Message.ShouldStartWith($"rule R1: the price of {units} reports exceeds 1000000000000000000000000 INR");
        Should.Throw<OverflowException>(() => ClientPricing.Revenue(rule, units, 2));
    }

    [Fact]
    public void Wrong_arguments_are_refused()
    {
        var rule = ClientRules.Flat(1m);
        Should.Throw<ArgumentOutOfRangeException>(() => ClientPricing.Price(rule, -1, 2));
        Should.Throw<ArgumentOutOfRangeException>(() => ClientPricing.Price(rule, 1, 5));
        Should.Throw<ArgumentOutOfRangeException>(() => ClientPricing.Price(rule, 1, 2, new PriorityCounts(0, -1, 0)));
        Should.Throw<ArgumentException>(() => ClientPricing.Price(rule with { Tiers = [] }, 1, 2));
        Should.Throw<ArgumentException>(() => ClientPricing.Price(rule with { TierMode = TierMode.Package }, 1, 2));
        Should.Throw<ArgumentException>(() => ClientPricing.Price(ClientRules.Flat(0.000000001m), 1, 2));
        Should.Throw<ArgumentOutOfRangeException>(() => new Proration(32, 31));
    }
}
