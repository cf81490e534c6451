namespace Sluice.Topology.Tests.Billing.Margin;

/// <summary>Holds while books change and records come; what is held under a book at rest stands in the pricing cases.</summary>
public class HoldTests
{
    private const string Open = """ "tiers":[{"up_to":null,"unit_price":10}] """;

    [Fact]
    public void A_limit_that_comes_after_another_modality_was_limited_counts_the_reports_from_before_both()
    {
        var desk = MarginDesk.Usual(Open).Reports(3);
        desk.ClientRule("MR1", Limited(1, "MR", "2025-07-01T00:00:00Z"));
        desk.Waiting().ShouldBeEmpty();

        desk.ClientRule("CR1", Limited(2, "*", "2025-08-01T00:00:00Z"));

        desk.Waiting().ShouldBe(["R3 2026-01 held"]);
        desk.Margins().ShouldBe(["2026-01 C1 2 20 500"]);
    }

    [Fact]
    public void A_cancelled_report_lets_the_next_one_in_and_an_earlier_one_pushes_the_last_out()
    {
        var desk = MarginDesk.Usual(Limited(2)).Reports(4);
        desk.Waiting().ShouldBe(["R3 2026-01 held", "R4 2026-01 held"]);

        desk.Report("R1", revision: 2, cancelled: true);
        desk.Waiting().ShouldBe(["R4 2026-01 held"]);

        desk.Report("R0", at: "2026-01-15T05:00:00Z");
        desk.Waiting().Order().ShouldBe(["R3 2026-01 held", "R4 2026-01 held"]);
        desk.Margins().ShouldBe(["2026-01 C1 2 20 500"]);
    }

    [Fact]
    public void A_revision_to_another_day_takes_its_place_there()
    {
        var desk = MarginDesk.Usual(Limited(1)).Report("R1").Report("R2", "2026-01-16T06:00:00Z");
        desk.Waiting().ShouldBeEmpty();

        desk.Report("R1", "2026-01-16T05:00:00Z", revision: 2);

        desk.Waiting().ShouldBe(["R2 2026-01 held"]);
    }

    [Fact]
    public void A_conflict_gives_up_its_place_until_it_is_decided()
    {
        var desk = MarginDesk.Usual(Limited(1)).Report("R1").Report("R2");
        desk.Report("R1", images: 11);
        desk.Waiting().Order().ShouldBe(["R1 2026-01 conflict", "R1 2026-01 conflict"]);

        desk.Report("R1", revision: 2);
        desk.Waiting().ShouldBe(["R2 2026-01 held"]);
    }

    [Fact]
    public void A_limit_that_goes_frees_all()
    {
        var desk = MarginDesk.Usual(Limited(0)).Reports(2);
        desk.Margins().ShouldBeEmpty();

        desk.ClientRule("CR1", Open + ""","recorded_at":"2025-07-01T00:00:00Z" """);

        desk.Waiting().ShouldBeEmpty();
        desk.Margins().ShouldBe(["2026-01 C1 2 20 500"]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    public void While_a_limit_is_being_worked_in_arrivals_find_their_places(int advanceUnits)
    {
        var desk = new MarginDesk(advanceUnits: advanceUnits).Client("C1").Provider("P1").ProviderRule("PR1").ClientRule("CR1", Open);
        desk.Reports(5);
        desk.ClientRule("CR1", Limited(2, recorded: "2025-07-01T00:00:00Z"));
        desk.Report("R0", at: "2026-01-15T05:00:00Z");
        desk.Report("R2", revision: 2, cancelled: true);
        desk.Report("R9", at: "2026-01-15T09:00:00Z");

        desk.Waiting().Order().ShouldBe(["R3 2026-01 held", "R4 2026-01 held", "R5 2026-01 held", "R9 2026-01 held"]);
        desk.Margins().ShouldBe(["2026-01 C1 2 20 500"]);
    }

    private static string Limited(int reports, string modality = "*", string recorded = MarginDesk.Recorded) =>
        $$"""{{Open}},"modality":"{{modality}}","limits":{"max_reports_per_day":{{reports}}},"recorded_at":"{{recorded}}" """;
}
