using Sluice.Topology.Records;
using Sluice.Topology.Reference;
using Sluice.Topology.Tests.Billing.Margin;

namespace Sluice.Topology.Tests.Reference;

public class PriceBookTableTests
{
    private const string Tiers = """ "tiers":[{"up_to":100,"unit_price":900.50,"flat_fee":5},{"up_to":null,"unit_price":800}],"limits":{"max_reports_per_day":9} """;

    [Fact]
    public void Every_version_of_a_rule_is_a_row_once_however_often_it_is_sent()
    {
        var desk = MarginDesk.Usual(Tiers);
        desk.ClientRule("CR1", Tiers);
        desk.ClientRule("CR1", """ "tiers":[{"up_to":null,"unit_price":7}],"flat_fee":2.50,"recorded_at":"2025-07-01T00:00:00Z" """);

        var rows = desk.Driver.Table(PriceBookTables.ClientPricingRules);

        rows.Count.ShouldBe(2);
        rows[0].Text("tiers").ShouldBe("""[{"flat_fee":5,"unit_price":900.5,"up_to":100},{"unit_price":800}]""");
        (rows[0].Text("client_id"), rows[0].Text("limits"), rows[0].Amount("flat_fee")).ShouldBe(("C1", """{"max_reports_per_day":9}""", null));
        (rows[1].Amount("flat_fee"), rows[1]["package_size"]).ShouldBe((2.5m, null));
        desk.Driver.Table(PriceBookTables.ProviderPricingRules).ShouldHaveSingleItem().Amount("fee").ShouldBe(250m);
    }

    [Fact]
    public void Two_versions_recorded_at_one_instant_are_two_rows()
    {
        var desk = new MarginDesk().ProviderRule("PR1", fee: "1").ProviderRule("PR1", fee: "2");

        desk.Driver.Table(PriceBookTables.ProviderPricingRules).Select(r => r.Amount("fee")).Order().ShouldBe([1m, 2m]);
    }

    [Fact]
    public void A_row_gives_its_record_back()
    {
        var desk = MarginDesk.Usual(Tiers);
        var row = desk.Driver.Table(PriceBookTables.ClientPricingRules).ShouldHaveSingleItem();
        var values = PriceBookTables.ClientPricingRules.Columns.Select(c => row[c.Name]).ToArray();

        var rule = PriceBookTables.Record(PriceBookTables.ClientPricingRules, values).ShouldBeOfType<ClientRuleRecord>();

        rule.Tiers[0].ShouldBe(new PriceTier(100, 900.5m, 5m));
        rule.Limits.MaxReportsPerDay.ShouldBe(9);
        PriceBookTables.Row(rule)!.Value.Values.ShouldBe(values);
    }
}
