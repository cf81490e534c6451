using Sluice.Topology.Tests.Billing.Margin;

namespace Sluice.Topology.Tests.Books.Sheets;

/// <summary>What a client's sheet says.</summary>
public class SheetLineTests
{
    private const string Ladder =
        """ "tiers":[{"up_to":100,"unit_price":900},{"up_to":500,"unit_price":850},{"up_to":null,"unit_price":800}] """;

    [Fact]
    public void The_example_of_620_reports_comes_to_526000_in_three_lines()
    {
        var book = Shadows.UsualBook(MarginRecords.Client("C1", "INR", MarginDesk.Recorded), MarginRecords.ClientRule("CR1", Ladder, "C1"));

        var client = Shadows.Fed(Shadows.Reports(620), book).Sheet().Clients.ShouldHaveSingleItem();

        Shadows.Shown(client.Lines).ShouldBe(["CR1 tier 1 100 900 90000", "CR1 tier 2 400 850 340000", "CR1 tier 3 120 800 96000"]);
        client.Lines.Select(line => line.Description).ShouldBe(["Reports 1–100 at 900.00", "Reports 101–500 at 850.00", "Reports 501–620 at 800.00"]);
        (client.Reports, client.Revenue, client.RevenueInr, client.CogsInr, client.FxRate, client.Missing)
            .ShouldBe((620, 526_000m, 526_000m, 155_000m, 1m, null));
        client.Lines.ShouldAllBe(line => line.RuleRecordedAt == DateTimeOffset.Parse(MarginDesk.Recorded));
    }

    [Fact]
    public void Lines_come_by_rule_and_in_the_order_of_the_document()
    {
        var book = Shadows.UsualBook(
            MarginRecords.ClientRule("B", """ "modality":"MR","contract_type":"SUBSCRIPTION","flat_fee":310,"included_reports":5,"tiers":[{"up_to":null,"unit_price":1}] """, "C1"),
            MarginRecords.ClientRule("A", """ "contract_type":"MINIMUM_GUARANTEE","minimum_charge":100,"tiers":[{"up_to":null,"unit_price":9,"flat_fee":7}],"surcharges":{"ROUTINE":0.5} """, "C1"));

        var client = Shadows.Fed(Shadows.Reports(2), book).Sheet().Clients.Single();

        Shadows.Shown(client.Lines).ShouldBe(["A tier 1 2 9 18", "A tier_fee 1 1 7 7", "A top_up  1 75 75", "A surcharge  2 0.5 1", "B subscription  1 310 310"]);
        client.Revenue.ShouldBe(411m);
    }

    [Fact]
    public void A_client_whose_reports_all_wait_has_no_sheet_and_blocks()
    {
        var sheet = Shadows.Fed([Shadows.Report("R1")], Shadows.UsualBook()).Sheet();

        sheet.Clients.ShouldBeEmpty();
        var blocked = sheet.Blocked.ShouldHaveSingleItem();
        (blocked.ClientId, blocked.Shard, blocked.Offset, blocked.RecordId, blocked.Kind).ShouldBe(("C1", 0, 0, "R1", "pending"));
        blocked.Reason.ShouldBe("no client rule in effect on 2026-01-15 for client C1, modality CT");
    }

    [Fact]
    public void What_blocks_another_month_does_not_block_this_one() =>
        Shadows.Fed([Shadows.Report("R1", at: "2026-02-01T06:00:00Z")], Shadows.UsualBook()).Sheet().Blocked.ShouldBeEmpty();

    [Fact]
    public void A_revision_to_another_month_takes_the_report_along() =>
        Shadows.Fed(
            [Shadows.Report("R1"), Shadows.Report("R2"), Shadows.Report("R1", at: "2026-02-01T06:00:00Z", revision: 2)],
            Shadows.UsualBook(Shadows.PerReport("10"))).Sheet().Clients.Single().Revenue.ShouldBe(10m);
}
