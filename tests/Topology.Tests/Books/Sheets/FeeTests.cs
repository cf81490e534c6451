using Sluice.Topology.Books.Sheets;
using Sluice.Topology.Reference;
using Sluice.Topology.Tests.Billing.Margin;

namespace Sluice.Topology.Tests.Books.Sheets;

/// <summary>Fees that a close charges without a report (contract §3).</summary>
public class FeeTests
{
    private const string Fifteenth = ""","effective_from":"2026-01-17" """;

    [Theory]
    [InlineData(""" "contract_type":"SUBSCRIPTION","flat_fee":310,"included_reports":5,"tiers":[{"up_to":null,"unit_price":1}] """, "CR1 subscription  1 310 310")]
    [InlineData(""" "contract_type":"SUBSCRIPTION","flat_fee":310,"included_reports":5,"tiers":[{"up_to":null,"unit_price":1,"flat_fee":9}] """ + Fifteenth, "CR1 subscription  1 150 150")]
    [InlineData(""" "contract_type":"MINIMUM_GUARANTEE","minimum_charge":310,"tiers":[{"up_to":null,"unit_price":1}] """ + Fifteenth, "CR1 top_up  1 150 150")]
    [InlineData(""" "tiers":[{"up_to":10,"unit_price":1,"flat_fee":9},{"up_to":null,"unit_price":1,"flat_fee":5}] """ + Fifteenth, "CR1 tier_fee 1 1 9 9")]
    public void A_client_without_reports_pays_the_fees_of_rules_that_won_a_day(string rule, string line)
    {
        var sheet = Without(Shadows.UsualBook(MarginRecords.ClientRule("CR1", rule, "C1")), "C1").ShouldHaveSingleItem();

        Shadows.Shown(sheet.Lines).ShouldBe([line]);
        (sheet.ClientId, sheet.Shard, sheet.Reports, sheet.CogsInr).ShouldBe(("C1", 7, 0, 0m));
        (sheet.Revenue, sheet.RevenueInr).ShouldBe((sheet.Lines[0].Amount, sheet.Lines[0].Amount));
        sheet.Earned.ShouldBeEmpty();
    }

    [Fact]
    public void No_fee_no_rule_in_the_month_another_currency_or_no_such_client_gives_no_sheet()
    {
        var book = Shadows.UsualBook(
            Shadows.PerReport("900"),
            MarginRecords.Client("C2", "INR", MarginDesk.Recorded),
            MarginRecords.ClientRule("CR2", """ "tiers":[{"up_to":null,"unit_price":1,"flat_fee":9}],"effective_from":"2026-02-01" """, "C2"),
            MarginRecords.Client("C3", "USD", MarginDesk.Recorded),
            MarginRecords.ClientRule("CR3", """ "tiers":[{"up_to":null,"unit_price":1,"flat_fee":9}] """, "C3"),
            MarginRecords.ClientRule("CR4", """ "tiers":[{"up_to":null,"unit_price":1,"flat_fee":9}] """, "C4"));

        Without(book, "C1", "C2", "C3", "C4").ShouldBeEmpty();
    }

    [Fact]
    public void A_client_whose_only_report_waits_is_charged_at_the_close_though_its_open_month_shows_nothing()
    {
        var fee = MarginRecords.ClientRule("CR1", """ "tiers":[{"up_to":null,"unit_price":1,"flat_fee":9}] """, "C1");
        var waiting = Shadows.Report("R1", provider: "P9");

        MarginDesk.Usual().Send(fee).Send(waiting).Margins().ShouldBeEmpty();
        Shadows.Fed([waiting], Shadows.UsualBook(fee)).Sheet().Clients.ShouldBeEmpty();
        Without(Shadows.UsualBook(fee), "C1").ShouldHaveSingleItem().Revenue.ShouldBe(9m);
    }

    [Fact]
    public void Sheets_come_by_client_and_a_missing_rate_is_named()
    {
        MarginRecord[] Charged(string id, string currency) =>
        [
            MarginRecords.Client(id, currency, MarginDesk.Recorded),
            MarginRecords.ClientRule($"R{id}", $$""" "tiers":[{"up_to":null,"unit_price":1,"flat_fee":9}],"currency":"{{currency}}" """, id),
        ];

        var sheets = Without(Shadows.UsualBook([.. Charged("b", "INR"), .. Charged("B", "USD")]), "b", "B");

        sheets.Select(sheet => (sheet.ClientId, sheet.Revenue, sheet.RevenueInr, sheet.Missing)).ShouldBe(
            [("B", 9m, null, "no USD rate dated between 2025-12-25 and 2026-01-31"), ("b", 9m, 9m, null)]);
    }

    private static List<ClientSheet> Without(PriceBook book, params string[] clients) =>
        [.. ClientSheets.WithoutReports(book, Shadows.Settings, Shadows.January, clients, _ => 7)];
}
