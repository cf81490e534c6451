using Sluice.Oracle.Results;

namespace Sluice.Simulation.Tests.Oracle;

public sealed class RevenueTests
{
    private const string ThreeTiers =
        """ "tiers":[{"up_to":100,"unit_price":900},{"up_to":500,"unit_price":850},{"up_to":null,"unit_price":800}] """;

    [Theory]
    [InlineData("graduated", 620, 526_000)]
    [InlineData("volume", 620, 496_000)]
    [InlineData("graduated", 100, 90_000)]
    [InlineData("graduated", 101, 90_850)]
    [InlineData("volume", 100, 90_000)]
    [InlineData("volume", 101, 85_850)]
    [InlineData("volume", 500, 425_000)]
    public void Tiers_price_a_count_by_their_mode(string mode, int reports, decimal revenue)
    {
        var margin = Desk.Usual($""" "tier_mode":"{mode}",{ThreeTiers} """).Reports(reports).Margin();

        margin.Revenue.ShouldBe(revenue);
        margin.Reports.ShouldBe(reports);
    }

    [Theory]
    [InlineData(1, 4_000)]
    [InlineData(50, 4_000)]
    [InlineData(51, 8_000)]
    public void Packages_are_bought_whole(int reports, decimal revenue) =>
        Desk.Usual(""" "tier_mode":"package","package_size":50,"tiers":[{"up_to":null,"unit_price":4000}] """)
            .Reports(reports).Margin().Revenue.ShouldBe(revenue);

    [Theory]
    [InlineData("graduated", 2, 500 + 20)]
    [InlineData("graduated", 3, 500 + 20 + 70 + 9)]
    [InlineData("volume", 2, 500 + 20)]
    [InlineData("volume", 3, 70 + 27)]
    public void Flat_fees_of_tiers_are_added_when_reached(string mode, int reports, decimal revenue) =>
        Desk.Usual($$""" "tier_mode":"{{mode}}","tiers":[{"up_to":2,"unit_price":10,"flat_fee":500},{"up_to":null,"unit_price":9,"flat_fee":70}] """)
            .Reports(reports).Margin().Revenue.ShouldBe(revenue);

    [Fact]
    public void First_tier_fee_of_a_rule_without_reports_is_charged_beside_billable_ones()
    {
        var desk = Desk.Usual()
            .ClientRule("CR-MR", """ "modality":"MR","tiers":[{"up_to":null,"unit_price":5,"flat_fee":300}] """);

        desk.Books().Margins.ShouldBeEmpty();
        desk.Report("R-1").Margin().Revenue.ShouldBe(1_300);
    }

    [Fact]
    public void Each_line_is_rounded_once_half_away_from_zero()
    {
        var books = Desk.Usual(
            """ "tiers":[{"up_to":1,"unit_price":0.005},{"up_to":null,"unit_price":0.00249999}],"surcharges":{"STAT":0.015} """)
            .Report("R-1", priority: "STAT").Report("R-2").Report("R-3").Books();

        books.Charges.Select(line => (line.Kind, line.Part, line.Units, line.Amount)).ShouldBe(
        [
            (ChargeKind.Tier, "1", 1, 0.01m), (ChargeKind.Tier, "2", 2, 0.00m), (ChargeKind.Surcharge, "STAT", 1, 0.02m),
        ]);
        books.Margins.ShouldHaveSingleItem().Revenue.ShouldBe(0.03m);
    }

    [Fact]
    public void Subscription_fee_is_prorated_by_won_days_and_included_reports_are_not()
    {
        var books = Desk.Usual(
            """
             "contract_type":"SUBSCRIPTION","flat_fee":31000,"included_reports":3,"effective_from":"2026-01-16",
             "tiers":[{"up_to":1,"unit_price":900},{"up_to":null,"unit_price":800}]
            """).Reports(5, at: "2026-01-20T06:00:00Z").Books();

        books.Charges.Select(line => (line.Kind, line.Units, line.Amount)).ShouldBe(
            [(ChargeKind.Subscription, 16, 16_000m), (ChargeKind.Tier, 1, 900m), (ChargeKind.Tier, 1, 800m)]);
    }

    [Theory]
    [InlineData(3, 10_000 + 50)]
    [InlineData(12, 12_000 + 50)]
    public void Minimum_is_topped_up_with_surcharges_outside_it(int reports, decimal revenue) =>
        Desk.Usual(
            """
             "contract_type":"MINIMUM_GUARANTEE","minimum_charge":10000,"surcharges":{"STAT":50},
             "tiers":[{"up_to":null,"unit_price":1000}]
            """).Reports(reports - 1).Report("S-1", priority: "STAT").Margin().Revenue.ShouldBe(revenue);
}
