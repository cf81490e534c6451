namespace Sluice.Simulation.Tests.Oracle;

public sealed class SlotTests
{
    private const string Price = """ "tiers":[{"up_to":null,"unit_price":""";

    [Fact]
    public void Slot_of_the_modality_goes_before_the_slot_for_any()
    {
        var desk = Desk.Usual().ClientRule("CR-0", $$""" "modality":"MR",{{Price}}70}] """);

        desk.Report("R-1", modality: "MR").Report("R-2").Margin().Revenue.ShouldBe(1_070);
    }

    [Fact]
    public void Latest_recorded_rule_wins_only_the_dates_it_is_in_effect()
    {
        var desk = Desk.Usual().ClientRule("CR-0",
            $$""" {{Price}}700}],"effective_from":"2026-01-10","effective_to":"2026-01-20","recorded_at":"2025-12-01T00:00:00Z" """);

        desk.Report("R-1", at: "2026-01-09T06:00:00Z").Report("R-2", at: "2026-01-10T06:00:00Z")
            .Report("R-3", at: "2026-01-20T06:00:00Z").Report("R-4", at: "2026-01-21T06:00:00Z")
            .Margin().Revenue.ShouldBe(1_000 + 700 + 700 + 1_000);
    }

    [Fact]
    public void Highest_rule_id_wins_between_rules_recorded_at_one_instant() =>
        Desk.Usual().ClientRule("CR-2", $$""" {{Price}}2}],"recorded_at":"2025-06-01T05:30:00+05:30" """)
            .Report("R-1").Margin().Revenue.ShouldBe(2);

    [Fact]
    public void Later_version_of_a_rule_replaces_the_earlier_wholly_in_any_order()
    {
        var desk = Desk.Usual("")
            .ClientRule("CR-1", $$""" "modality":"CT",{{Price}}2}],"recorded_at":"2025-07-01T00:00:00Z" """)
            .ClientRule("CR-1", $$""" {{Price}}1}] """)
            .Report("R-1").Report("R-2", modality: "MR");

        var books = desk.Books();

        books.Margins.ShouldHaveSingleItem().Revenue.ShouldBe(2);
        books.Pending.ShouldHaveSingleItem().RecordId.ShouldBe("R-2");
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 1)]
    public void Greater_content_counts_between_versions_recorded_at_one_instant(int first, int second) =>
        Desk.Usual("").ClientRule("CR-1", $$""" {{Price}}{{first}}}] """).ClientRule("CR-1", $$""" {{Price}}{{second}}}] """)
            .Report("R-1").Margin().Revenue.ShouldBe(2);
}
