namespace Sluice.Simulation.Tests.Oracle;

public sealed class CogsTests
{
    [Fact]
    public void Cost_is_fee_surcharge_and_extra_images()
    {
        var desk = new Desk().Client("C-1").Provider("P-1")
            .ClientRule("CR-1", """ "tiers":[{"up_to":null,"unit_price":1000}] """)
            .ProviderRule("PR-1", more: """ "surcharges":{"STAT":50},"extra_images":{"over":100,"fee":1.5}, """);

        var books = desk.Report("R-1", priority: "STAT", images: 120).Report("R-2", images: 100).Books();

        var margin = books.Margins.ShouldHaveSingleItem();
        margin.CogsInr.ShouldBe(330 + 250);
        margin.MarginInr.ShouldBe(1_420);
        margin.MarginPct.ShouldBe(71.00m);
        var provider = books.Providers.ShouldHaveSingleItem();
        (provider.ProviderId, provider.Currency, provider.Reports, provider.Cogs, provider.CogsInr)
            .ShouldBe(("P-1", "INR", 2, 580m, 580m));
    }

    [Theory]
    [InlineData("""{"grade":"A"}""", """{}""")]
    [InlineData("""{"grade":"A","seniority":"senior"}""", """{"modality":"CT"}""")]
    [InlineData("""{"provider_id":"P-1"}""", """{"grade":"A","seniority":"senior","modality":"CT","priority":"ROUTINE"}""")]
    public void Closest_match_pays(string closer, string wider)
    {
        var desk = Desk.Usual().ProviderRule("PR-2", closer, fee: 1).ProviderRule("PR-3", wider, fee: 2, recorded: "2025-09-01T00:00:00Z");

        desk.Report("R-1").Margin().CogsInr.ShouldBe(1);
    }

    [Fact]
    public void Grade_is_that_of_the_business_date()
    {
        var desk = Desk.Usual().Provider("P-1", grade: "B", from: "2026-01-16")
            .ProviderRule("PR-B", """{"grade":"B"}""", fee: 99);

        desk.Report("R-1", at: "2026-01-15T18:29:59Z").Report("R-2", at: "2026-01-15T18:30:00Z")
            .Margin().CogsInr.ShouldBe(250 + 99);
    }

    [Fact]
    public void Provider_total_rounds_a_line_per_rule_and_the_client_once()
    {
        var desk = Desk.Usual().ProviderRule("PR-CT", """{"modality":"CT"}""", fee: 0.004m)
            .ProviderRule("PR-MR", """{"modality":"MR"}""", fee: 0.004m);

        var books = desk.Report("R-1").Report("R-2", modality: "MR").Books();

        books.Providers.ShouldHaveSingleItem().Cogs.ShouldBe(0.00m);
        books.Margins.ShouldHaveSingleItem().CogsInr.ShouldBe(0.01m);
    }

    [Fact]
    public void Percentage_is_null_at_zero_revenue()
    {
        var margin = Desk.Usual(""" "tiers":[{"up_to":null,"unit_price":0}] """).Report("R-1").Margin();

        margin.MarginInr.ShouldBe(-250);
        margin.MarginPct.ShouldBeNull();
    }

    [Fact]
    public void Foreign_client_has_no_revenue_in_the_base_currency_while_no_rate_is_known()
    {
        var margin = new Desk().Client("C-1", currency: "USD").Provider("P-1").ProviderRule("PR-1")
            .ClientRule("CR-1", """ "currency":"USD","tiers":[{"up_to":null,"unit_price":12.5}] """).Report("R-1").Margin();

        (margin.Revenue, margin.Currency).ShouldBe((12.5m, "USD"));
        (margin.RevenueInr, margin.CogsInr, margin.MarginInr, margin.MarginPct).ShouldBe((null, 250, null, null));
    }
}
