using Sluice.Oracle;

namespace Sluice.Simulation.Tests.Oracle;

/// <summary>Figures in the base currency from figures in several others.</summary>
public sealed class ForeignMarginTests
{
    [Fact]
    public void Yen_have_no_minor_unit_and_rupees_two()
    {
        // 333.5 yen round to 334; 334 × 0.57345 = 191.5323.
        var margin = Client("JPY", "333.5").ProviderRule("PR-1").Report("R-1").Rate("JPY", "2026-01-31", 0.57345m).Margin();

        (margin.Revenue, margin.RevenueInr, margin.MarginInr).ShouldBe((334m, 191.53m, 191.53m - 250));
    }

    [Fact]
    public void Dinars_have_three_digits()
    {
        // 1.2345 dinars round to 1.235; 1.235 × 274.6 = 339.131.
        var books = Client("INR", "1000").ProviderRule("PR-1", fee: 1.2345m, currency: "KWD").Report("R-1")
            .Rate("KWD", "2026-01-31", 274.6m).Books();

        var provider = books.Providers.ShouldHaveSingleItem();
        (provider.Currency, provider.Cogs, provider.CogsInr).ShouldBe(("KWD", 1.235m, 339.13m));
        // The client's COGS is not rounded before it is exchanged: 1.2345 × 274.6 = 338.9937.
        books.Margins.ShouldHaveSingleItem().CogsInr.ShouldBe(338.99m);
    }

    [Fact]
    public void Cogs_of_several_currencies_are_rounded_once_together()
    {
        // A CT costs 0.004, an MR 0.1 × 0.06 = 0.006, an XR 0.2 × 0.02 = 0.004.
        var desk = Client("INR", "1").ProviderRule("PR-CT", """{"modality":"CT"}""", 0.004m)
            .ProviderRule("PR-MR", """{"modality":"MR"}""", 0.1m, currency: "USD")
            .ProviderRule("PR-XR", """{"modality":"XR"}""", 0.2m, currency: "EUR")
            .Rate("USD", "2026-01-31", 0.06m).Rate("EUR", "2026-01-31", 0.02m);

        // 0.008 in all; each rounded by itself would come to nothing.
        desk.Report("R-1").Report("R-2", modality: "XR").Margin().CogsInr.ShouldBe(0.01m);
        // 0.008 + 0.006 + 0.008 = 0.022; each rounded by itself would come to 0.03.
        desk.Report("R-3").Report("R-4", modality: "MR").Report("R-5", modality: "XR").Margin().CogsInr.ShouldBe(0.02m);
    }

    [Fact]
    public void One_missing_rate_of_two_leaves_cogs_null_and_keeps_revenue()
    {
        var desk = Client("USD", "10").ProviderRule("PR-CT", """{"modality":"CT"}""", 1, currency: "EUR")
            .ProviderRule("PR-MR", """{"modality":"MR"}""", 1, currency: "JPY")
            .Rate("USD", "2026-01-31", 80).Rate("EUR", "2026-01-31", 90)
            .Report("R-1").Report("R-2", modality: "MR");

        var books = desk.Books();

        var margin = books.Margins.ShouldHaveSingleItem();
        (margin.RevenueInr, margin.CogsInr, margin.MarginInr, margin.MarginPct).ShouldBe((1_600, null, null, null));
        books.Providers.Select(row => (row.Currency, row.Cogs, row.CogsInr)).ShouldBe([("EUR", 1m, 90m), ("JPY", 1m, null)]);
        desk.Rate("JPY", "2026-01-31", 0.5m).Margin().CogsInr.ShouldBe(90.5m);
    }

    [Fact]
    public void Missing_rate_of_the_client_leaves_revenue_null_and_keeps_cogs()
    {
        var margin = Client("USD", "10").ProviderRule("PR-1", fee: 2, currency: "EUR").Report("R-1").Rate("EUR", "2026-01-31", 90).Margin();

        (margin.Revenue, margin.RevenueInr, margin.CogsInr, margin.MarginInr, margin.MarginPct).ShouldBe((10m, null, 180m, null, null));
    }

    [Fact]
    public void Currency_without_a_billable_report_needs_no_rate()
    {
        var desk = Client("INR", "10", more: ""","limits":{"max_images_per_report":50}""").ProviderRule("PR-1", fee: 2)
            .ProviderRule("PR-MR", """{"modality":"MR"}""", currency: "JPY")
            .Report("R-1").Report("R-2", modality: "MR", images: 51);

        desk.Margin().CogsInr.ShouldBe(2);
    }

    [Fact]
    public void Currency_of_a_report_that_costs_nothing_needs_its_rate() =>
        Client("INR", "10").ProviderRule("PR-1", fee: 0, currency: "JPY").Report("R-1").Margin().CogsInr.ShouldBeNull();

    [Fact]
    public void Percentage_is_that_of_the_base_currency()
    {
        // 10 dollars are 800, 2 dinars 550: 100 × 250 ÷ 800 = 31.25.
        var margin = Client("USD", "10").ProviderRule("PR-1", fee: 2, currency: "KWD").Report("R-1")
            .Rate("USD", "2026-01-31", 80).Rate("KWD", "2026-01-31", 275).Margin();

        (margin.MarginInr, margin.MarginPct).ShouldBe((250m, 31.25m));
    }

    [Fact]
    public void Books_kept_in_dollars_take_rates_to_dollars()
    {
        var desk = Client("INR", "1000").ProviderRule("PR-1", fee: 3, currency: "USD").Report("R-1")
            .Add("fx_rates", "INR", """{"base":"INR","quote":"USD","date":"2026-01-31","rate":0.0125,"source":"bank","recorded_at":"2026-01-31T12:00:00Z"}""");

        var margin = desk.Books(new OracleOptions { BaseCurrency = "USD" }).Margins.ShouldHaveSingleItem();

        (margin.RevenueInr, margin.CogsInr, margin.MarginPct).ShouldBe((12.50m, 3.00m, 76.00m));
        desk.Books().Rejected.ShouldHaveSingleItem().Reason.ShouldStartWith("field quote");
    }

    private static Desk Client(string currency, string price, string more = "") => new Desk().Client("C-1", currency).Provider("P-1")
        .ClientRule("CR-1", $$""" "currency":"{{currency}}","tiers":[{"up_to":null,"unit_price":{{price}}}]{{more}} """);
}
