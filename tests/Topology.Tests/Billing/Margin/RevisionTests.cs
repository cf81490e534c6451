namespace Sluice.Topology.Tests.Billing.Margin;

public class RevisionTests
{
    private const string December = "2025-12-10T06:00:00Z";
    private static readonly string[] s_one = ["2026-01 C1 1 1000 250"];

    [Fact]
    public void A_report_becomes_revenue_and_cogs()
    {
        var desk = MarginDesk.Usual().Report("R1").Report("R2");

        desk.Margins().ShouldBe(["2026-01 C1 2 2000 500"]);
        desk.Providers().ShouldBe(["2026-01 P1 INR 2 500"]);
        desk.Waiting().ShouldBeEmpty();
        var row = desk.Driver.Table(Topology.Billing.Margin.MarginTables.MarginSummary).Single();
        (row.Amount("margin_inr"), row.Amount("margin_pct"), row.Text("status"), row.Number("version")).ShouldBe((1500m, 75m, "open", 1L));
    }

    [Fact]
    public void A_duplicate_is_counted_and_ignored()
    {
        var desk = MarginDesk.Usual().Report("R1").Report("R1").Report("R1");

        desk.Margins().ShouldBe(s_one);
        desk.Duplicates().ShouldBe(2);
    }

    [Fact]
    public void Contents_are_compared_after_decoding()
    {
        var desk = MarginDesk.Usual().Report("R1");
        desk.Driver.Pipe("reports", "C1", """
            { "images":10.0, "completed_at":"2026-01-15T11:30:00+05:30", "report_id":"R1", "client_id":"C1", "provider_id":"P1", "modality":"CT", "priority":"ROUTINE" }
            """);

        desk.Margins().ShouldBe(s_one);
        desk.Duplicates().ShouldBe(1);
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 1)]
    public void The_highest_revision_counts_in_either_order(int first, int second)
    {
        var desk = MarginDesk.Usual().ProviderRule("PR2", """{"provider_id":"P2"}""", "400").Provider("P2");
        foreach (var revision in new[] { first, second })
            desk.Report("R1", revision: revision, provider: $"P{revision}");

        desk.Margins().ShouldBe(["2026-01 C1 1 1000 400"]);
        desk.Providers().ShouldBe(["2026-01 P2 INR 1 400"]);
        desk.Duplicates().ShouldBe(first > second ? 1 : 0);
    }

    [Fact]
    public void A_revision_may_move_a_report_to_another_month()
    {
        var desk = MarginDesk.Usual().Report("R1").Report("R2").Report("R1", December, revision: 2);

        desk.Margins().ShouldBe(["2025-12 C1 1 1000 250", "2026-01 C1 1 1000 250"]);
        desk.Report("R2", December, revision: 2);
        desk.Margins().ShouldBe(["2025-12 C1 2 2000 500"]);
        desk.Providers().ShouldBe(["2025-12 P1 INR 2 500"]);
        desk.Fingerprint(2026, 1).ShouldBe(UInt128.Zero);
    }

    [Fact]
    public void Two_contents_of_the_highest_revision_are_a_conflict_and_neither_counts()
    {
        var desk = MarginDesk.Usual().Report("R1", images: 10).Report("R1", December, images: 11);

        desk.Margins().ShouldBeEmpty();
        desk.Providers().ShouldBeEmpty();
        desk.Waiting().ShouldBe(["R1 2026-01 conflict", "R1 2025-12 conflict"]);
        (desk.Fingerprint(2026, 1), desk.Fingerprint(2025, 12)).ShouldBe((UInt128.Zero, UInt128.Zero));
    }

    [Fact]
    public void A_third_content_and_repetitions_change_nothing_about_a_conflict()
    {
        var desk = MarginDesk.Usual().Report("R1", images: 10).Report("R1", images: 11).Report("R1", images: 12)
            .Report("R1", images: 10).Report("R1", images: 11).Report("R1", images: 12);

        desk.Margins().ShouldBeEmpty();
        desk.Waiting().Count().ShouldBe(3);
        desk.Duplicates().ShouldBe(3);
    }

    [Fact]
    public void A_higher_revision_decides_a_conflict()
    {
        var desk = MarginDesk.Usual().Report("R1", images: 10).Report("R1", images: 11).Report("R1", images: 12).Report("R1", revision: 2);

        desk.Margins().ShouldBe(s_one);
        desk.Waiting().ShouldBeEmpty();
        desk.Report("R1", images: 13).Waiting().ShouldBeEmpty("a lower revision comes late");
        desk.Margins().ShouldBe(s_one);
    }

    [Fact]
    public void A_conflict_among_lower_revisions_is_no_conflict()
    {
        var desk = MarginDesk.Usual().Report("R1", revision: 3).Report("R1", revision: 2).Report("R1", revision: 2, images: 5);

        desk.Margins().ShouldBe(s_one);
        desk.Waiting().ShouldBeEmpty();
    }

    [Fact]
    public void A_cancellation_removes_and_a_higher_revision_brings_back()
    {
        var desk = MarginDesk.Usual().Report("R1").Report("R1", revision: 2, cancelled: true);
        desk.Margins().ShouldBeEmpty();
        desk.Providers().ShouldBeEmpty();
        desk.Fingerprint(2026, 1).ShouldBe(UInt128.Zero);

        desk.Report("R1", revision: 2, cancelled: true).Duplicates().ShouldBe(1);
        desk.Report("R1", revision: 3).Margins().ShouldBe(s_one);
    }

    [Fact]
    public void A_cancelled_and_a_standing_content_of_one_revision_are_a_conflict()
    {
        var desk = MarginDesk.Usual().Report("R1", cancelled: true).Report("R1");

        desk.Margins().ShouldBeEmpty();
        desk.Waiting().ShouldBe(["R1 2026-01 conflict", "R1 2026-01 conflict"]);
        desk.Report("R1", revision: 2, cancelled: true).Waiting().ShouldBeEmpty();
        desk.Margins().ShouldBeEmpty();
    }

    [Fact]
    public void The_same_id_of_two_clients_is_two_reports()
    {
        var desk = MarginDesk.Usual().Client("C2").ClientRule("CR2", """ "tiers":[{"up_to":null,"unit_price":700}] """, "C2");

        desk.Report("R1").Report("R1", client: "C2").Margins().ShouldBe(["2026-01 C1 1 1000 250", "2026-01 C2 1 700 250"]);
        desk.Duplicates().ShouldBe(0);
    }

    [Fact]
    public void Ids_of_every_length_are_told_apart()
    {
        string[] ids = ["R", "R1", "1234567890123456", "12345678901234567", "12345678901234568", "0b5f1e4e-6f6a-4a3e-9d3c-0123456789ab", "0B5F1E4E-6F6A-4A3E-9D3C-0123456789AB"];
        var desk = new MarginDesk();
        foreach (var id in ids.Concat(ids))
            desk.Report(id);

        desk.Waiting().ShouldBe(ids.Select(id => $"{id} 2026-01 pending"));
        desk.Duplicates().ShouldBe(ids.Length);
    }

    [Fact]
    public void A_message_that_is_no_report_is_set_aside_with_field_and_value()
    {
        var desk = MarginDesk.Usual().Report("R1").Report("R2", images: -4);
        desk.Driver.Pipe("reports", "C2", Report("R3")).Pipe("reports", null, Report("R4"));

        desk.Margins().ShouldBe(s_one);
        desk.Driver.DeadLetters.Select(r => $"{r["offset"]} {r["field"]} {r["value"]}").ShouldBe(["1 images -4", "2 key C2", "3 key "]);

        static string Report(string id) => MarginRecords.Report(id, "C1", "P1", "CT", "STAT", 1, December, 1, false).Json;
    }
}
