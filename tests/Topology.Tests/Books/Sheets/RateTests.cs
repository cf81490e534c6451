using Sluice.Topology.Books.Sheets;
using Sluice.Topology.Tests.Billing.Margin;

namespace Sluice.Topology.Tests.Books.Sheets;

/// <summary>Rates on a sheet, and the stricter ones that a close asks for (contract §3, FX).</summary>
public class RateTests
{
    private const string None = "no USD rate dated between 2025-12-25 and 2026-01-31";
    private const string NoneAtClose = "no USD rate dated between 2026-01-24 and 2026-01-31";

    [Theory]
    [InlineData("month-end", "2025-12-24", null, None, NoneAtClose)]
    [InlineData("month-end", "2025-12-25", "80", null, NoneAtClose)]
    [InlineData("month-end", "2026-01-23", "80", null, NoneAtClose)]
    [InlineData("month-end", "2026-01-24", "80", null, null)]
    [InlineData("month-end", "2026-01-31", "80", null, null)]
    [InlineData("month-end", "2026-02-01", null, None, NoneAtClose)]
    [InlineData("average", "2025-12-31", null, "no USD rate dated between 2026-01-01 and 2026-01-31", NoneAtClose)]
    [InlineData("average", "2026-01-23", "80", null, NoneAtClose)]
    [InlineData("average", "2026-01-24", "80", null, null)]
    public void A_close_wants_a_rate_of_the_last_week_where_the_open_month_does_not(string policy, string date, string? rate, string? missing, string? atClose)
    {
        var (book, sheet) = Dollars(policy, (date, "80"));

        (sheet.FxRate, sheet.Missing).ShouldBe((rate is null ? null : decimal.Parse(rate), missing));
        (sheet.Revenue, sheet.RevenueInr).ShouldBe((10m, rate is null ? null : 800m));
        CloseRates.Missing(book, Shadows.Settings, Shadows.January, sheet).ShouldBe(atClose is null ? [] : [atClose]);
    }

    [Fact]
    public void A_mean_is_shown_to_ten_digits_and_counts_in_full()
    {
        var (_, sheet) = Dollars("average", ("2026-01-05", "83"), ("2026-01-06", "83"), ("2026-01-28", "84"));

        (sheet.FxRate, sheet.RevenueInr).ShouldBe((83.3333333333m, 833.33m));
    }

    [Fact]
    public void The_currency_that_only_a_provider_earns_blocks_the_close_too()
    {
        var book = Shadows.UsualBook(
            Shadows.PerReport("10"),
            MarginRecords.ProviderRule("PR2", """{"provider_id":"P1"}""", "1", "USD", "2020-01-01", MarginDesk.Recorded),
            MarginRecords.Rate("USD", "2026-01-23", "80"));

        var sheet = Shadows.Fed([Shadows.Report("R1")], book).Sheet().Clients.Single();

        (sheet.RevenueInr, sheet.CogsInr, sheet.Missing).ShouldBe((10m, 80m, null));
        CloseRates.Missing(book, Shadows.Settings, Shadows.January, sheet).ShouldBe([NoneAtClose]);
    }

    [Fact]
    public void An_amount_that_no_document_can_carry_is_missing_and_blocks()
    {
        var book = Shadows.UsualBook(
            Shadows.PerReport("10"),
            MarginRecords.Client("C1", "USD", "2025-07-01T00:00:00Z"),
            MarginRecords.ClientRule("CR1", """ "currency":"USD","recorded_at":"2025-07-01T00:00:00Z","tiers":[{"up_to":null,"unit_price":999999999999999}] """, "C1"),
            MarginRecords.Rate("USD", "2026-01-31", "999999999999999"));

        var sheet = Shadows.Fed([Shadows.Report("R1")], book).Sheet().Clients.Single();

        (sheet.Revenue, sheet.RevenueInr).ShouldBe((999_999_999_999_999m, null));
        sheet.Missing.ShouldBe("the revenue in INR exceeds what a document can carry");
        CloseRates.Missing(book, Shadows.Settings, Shadows.January, sheet).ShouldBe([sheet.Missing!]);
    }

    /// <summary>One report at 10 USD, paid in rupees.</summary>
    private static (Topology.Reference.PriceBook Book, ClientSheet Sheet) Dollars(string policy, params (string Date, string Rate)[] rates)
    {
        var book = Shadows.UsualBook(
        [
            MarginRecords.Client("C1", "USD", "2025-07-01T00:00:00Z", policy),
            MarginRecords.ClientRule("CR1", """ "currency":"USD","tiers":[{"up_to":null,"unit_price":10}] """, "C1"),
            .. rates.Select(rate => MarginRecords.Rate("USD", rate.Date, rate.Rate)),
        ]);
        return (book, Shadows.Fed([Shadows.Report("R1")], book).Sheet().Clients.Single());
    }
}
