using Sluice.Oracle.Results;

namespace Sluice.Simulation.Tests.Oracle;

/// <summary>A client in USD with one report of 12.00 in January 2026, whose provider is paid in INR.</summary>
public sealed class MonthEndRateTests
{
    [Theory]
    [InlineData("2025-12-24", null)]
    [InlineData("2025-12-25", 996)]
    [InlineData("2025-12-31", 996)]
    [InlineData("2026-01-01", 996)]
    [InlineData("2026-01-31", 996)]
    [InlineData("2026-02-01", null)]
    public void Rate_lies_within_the_month_or_the_seven_days_before_it(string date, int? revenueInr)
    {
        var margin = Dollars().Rate("USD", date, 83).Margin();

        margin.RevenueInr.ShouldBe(revenueInr);
        margin.MarginInr.ShouldBe(revenueInr - 250);
    }

    [Fact]
    public void Latest_date_counts_and_not_the_latest_recorded() =>
        Dollars().Rate("USD", "2026-01-30", 84, "2026-01-30T12:00:00Z").Rate("USD", "2026-01-29", 83, "2026-03-01T12:00:00Z")
            .Rate("USD", "2026-02-01", 99).Margin().RevenueInr.ShouldBe(12 * 84);

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 1)]
    public void Latest_recorded_version_of_a_date_counts_in_any_order(int first, int second)
    {
        var desk = Dollars();
        foreach (var version in new[] { first, second })
            desk.Rate("USD", "2026-01-31", 80 + version, $"2026-02-0{version}T00:00:00Z");

        desk.Margin().RevenueInr.ShouldBe(12 * 82);
    }

    [Theory]
    [InlineData(9, 81)]
    [InlineData(81, 9)]
    public void Greater_content_counts_between_versions_recorded_at_one_instant(int first, int second)
    {
        var desk = Dollars();
        foreach (var rate in new[] { first, second })
            desk.Rate("USD", "2026-01-31", rate, source: rate == 9 ? "bank" : "treasury");

        // The keys are sorted, so that the rate goes before the source; it is compared as text.
        desk.Margin().RevenueInr.ShouldBe(12 * 9);
    }

    [Fact]
    public void Winning_version_is_chosen_within_the_latest_date() =>
        Dollars().Rate("USD", "2026-01-30", 84, "2026-03-01T00:00:00Z").Rate("USD", "2026-01-31", 85, "2026-02-01T00:00:00Z")
            .Rate("USD", "2026-01-31", 80, "2026-01-31T00:00:00Z").Margin().RevenueInr.ShouldBe(12 * 85);

    [Fact]
    public void Each_month_has_its_own_rate()
    {
        var books = Dollars().Report("R-2", at: "2026-02-10T06:00:00Z").Report("R-3", at: "2026-03-10T06:00:00Z")
            .Rate("USD", "2026-01-15", 80).Rate("USD", "2026-01-26", 82).Books();

        books.Margins.Select(row => (row.Month, row.RevenueInr))
            .ShouldBe([("2026-01", 984m), ("2026-02", 984m), ("2026-03", null)]);
    }

    [Fact]
    public void Rate_of_another_currency_does_not_help() =>
        Dollars().Rate("EUR", "2026-01-31", 90).Margin().RevenueInr.ShouldBeNull();

    [Fact]
    public void First_month_of_the_calendar_has_no_days_before_it()
    {
        var desk = new Desk().Client("C-1", "USD").Provider("P-1", from: "0001-01-01")
            .ProviderRule("PR-1", from: "0001-01-01").Rate("USD", "0001-01-01", 2)
            .ClientRule("CR-1", """ "currency":"USD","tiers":[{"up_to":null,"unit_price":3}],"effective_from":"0001-01-01" """);

        desk.Report("R-1", at: "0001-01-15T06:00:00Z").Margin().RevenueInr.ShouldBe(6);
    }

    private static Desk Dollars() => new Desk().Client("C-1", "USD", policy: "month-end").Provider("P-1").ProviderRule("PR-1")
        .ClientRule("CR-1", """ "currency":"USD","tiers":[{"up_to":null,"unit_price":12}] """).Report("R-1");
}
