namespace Sluice.Simulation.Tests.Oracle;

/// <summary>A client in USD whose policy is the average, with one report of 100.00 in January 2026.</summary>
public sealed class AverageRateTests
{
    [Fact]
    public void Mean_is_over_the_dates_that_have_a_rate()
    {
        // 80, 81 and 84.01 on three dates far apart: 245.01 ÷ 3 = 81.67.
        var desk = Dollars().Rate("USD", "2026-01-01", 80).Rate("USD", "2026-01-20", 81).Rate("USD", "2026-01-31", 84.01m);

        desk.Margin().RevenueInr.ShouldBe(8_167);
    }

    [Fact]
    public void Days_outside_the_month_do_not_count()
    {
        Dollars().Rate("USD", "2025-12-31", 80).Rate("USD", "2026-02-01", 90).Margin().RevenueInr.ShouldBeNull();
        Dollars().Rate("USD", "2025-12-31", 80).Rate("USD", "2026-01-10", 82).Rate("USD", "2026-02-01", 90)
            .Margin().RevenueInr.ShouldBe(8_200);
    }

    [Fact]
    public void Only_the_winning_version_of_a_date_enters_the_mean() =>
        Dollars().Rate("USD", "2026-01-10", 70).Rate("USD", "2026-01-10", 80, "2026-01-11T00:00:00Z").Rate("USD", "2026-01-11", 82)
            .Margin().RevenueInr.ShouldBe(8_100);

    [Fact]
    public void Mean_that_no_decimal_holds_is_rounded_only_at_the_end()
    {
        // 100 × (80 + 80 + 81) ÷ 3 = 8033.333…
        Dollars().Rate("USD", "2026-01-01", 80).Rate("USD", "2026-01-02", 80).Rate("USD", "2026-01-03", 81)
            .Margin().RevenueInr.ShouldBe(8_033.33m);
        // 300 × 0.00005 ÷ 3 is half a cent to the point; with the mean cut off at any digit it would be less.
        Dollars(price: 300).Rate("USD", "2026-01-01", 0.00001m).Rate("USD", "2026-01-02", 0.00001m).Rate("USD", "2026-01-03", 0.00003m)
            .Margin().RevenueInr.ShouldBe(0.01m);
    }

    [Fact]
    public void Policy_of_the_current_version_of_the_client_counts()
    {
        var desk = Dollars().Rate("USD", "2026-01-01", 80).Rate("USD", "2026-01-31", 90);
        desk.Margin().RevenueInr.ShouldBe(8_500);

        desk.Client("C-1", "USD", "2026-03-01T00:00:00Z").Margin().RevenueInr.ShouldBe(9_000);
    }

    [Fact]
    public void Provider_is_paid_at_the_month_end_rate_whatever_its_client_takes()
    {
        var books = Dollars(cogs: "USD").Rate("USD", "2026-01-01", 80).Rate("USD", "2026-01-31", 90).Books();

        books.Margins.ShouldHaveSingleItem().CogsInr.ShouldBe(250 * 85);
        books.Providers.ShouldHaveSingleItem().CogsInr.ShouldBe(250 * 90);
    }

    private static Desk Dollars(int price = 100, string cogs = "INR") => new Desk().Client("C-1", "USD", policy: "average")
        .Provider("P-1").ProviderRule("PR-1", currency: cogs)
        .ClientRule("CR-1", $$""" "currency":"USD","tiers":[{"up_to":null,"unit_price":{{price}}}] """).Report("R-1");
}
