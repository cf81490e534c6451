using Sluice.Oracle.Results;

namespace Sluice.Simulation.Tests.Oracle;

/// <summary>Reports held because their day is full.</summary>
public sealed class DayLimitTests
{
    [Fact]
    public void Those_beyond_the_limit_in_order_of_completion_are_held()
    {
        var books = Limited(2).Report("R-1", at: "2026-01-15T09:00:00Z").Report("R-2", at: "2026-01-15T08:00:00Z")
            .Report("R-3", at: "2026-01-15T07:00:00Z").Books();

        books.Pending.ShouldBe([new PendingRow("C-1", "R-1", "2026-01", PendingKind.Held, PendingReasons.DayLimit)]);
        books.Margins.ShouldHaveSingleItem().Reports.ShouldBe(2);
        books.Fingerprints.ShouldHaveSingleItem().Reports.ShouldBe(3);
    }

    [Theory]
    [InlineData("R-10", "R-9", "R-9")]
    [InlineData("r", "Z", "r")]
    [InlineData("R", "R-", "R-")]
    // U+FF5E comes before U+1F600 in UTF-8, and after it in UTF-16.
    [InlineData("～", "😀", "😀")]
    public void Reports_completed_at_one_instant_stand_in_order_of_the_bytes_of_their_ids(string one, string other, string held)
    {
        Held(Limited(1).Report(one).Report(other)).ShouldBe([held]);
        Held(Limited(1).Report(other).Report(one)).ShouldBe([held]);
    }

    [Fact]
    public void Instants_are_compared_and_not_their_spelling() =>
        Held(Limited(1).Report("R-1", at: "2026-01-15T12:00:00+05:30").Report("R-2", at: "2026-01-15T06:29:59.9999999Z")).ShouldBe(["R-1"]);

    [Fact]
    public void Day_is_that_of_the_business_zone()
    {
        var desk = Limited(1).Report("R-1", at: "2026-01-15T18:29:59Z").Report("R-2", at: "2026-01-15T18:30:00Z");
        Held(desk).ShouldBeEmpty();

        Held(desk.Report("R-3", at: "2026-01-16T18:29:59Z")).ShouldBe(["R-3"]);
    }

    [Fact]
    public void Limit_of_zero_holds_all()
    {
        var books = Limited(0).Report("R-1").Report("R-2").Books();

        books.Pending.Select(row => row.Kind).ShouldBe([PendingKind.Held, PendingKind.Held]);
        books.Margins.ShouldBeEmpty();
    }

    [Fact]
    public void Each_rule_and_each_client_has_its_own_day()
    {
        var desk = Limited(1).ClientRule("CR-MR", Terms(1, ""","modality":"MR" """))
            .Client("C-2").ClientRule("CR-2", Terms(1), "C-2");

        Held(desk.Report("R-1").Report("R-2", modality: "MR").Report("R-3", client: "C-2")).ShouldBeEmpty();
        Held(desk.Report("R-4", modality: "MR")).ShouldBe(["R-4"]);
    }

    [Fact]
    public void Revision_that_leaves_the_day_lets_the_next_in()
    {
        var desk = Limited(2).Report("R-1").Report("R-2").Report("R-3");
        Held(desk).ShouldBe(["R-3"]);

        Held(desk.Report("R-1", at: "2026-01-16T06:00:00Z", revision: 2)).ShouldBeEmpty();
        Held(desk.Report("R-4", at: "2026-01-15T05:00:00Z")).ShouldBe(["R-3"]);
    }

    [Fact]
    public void Cancelled_and_disputed_reports_have_no_place()
    {
        var desk = Limited(1).Report("R-1").Report("R-1", revision: 2, cancelled: true)
            .Report("R-2", images: 1).Report("R-2", images: 2).Report("R-3");

        Held(desk).ShouldBeEmpty();
        Held(desk.Report("R-2", revision: 2)).ShouldBe(["R-3"]);
    }

    [Fact]
    public void Report_held_for_its_images_keeps_its_place()
    {
        var books = Desk.Usual(Terms(2, images: 100)).Report("R-1", images: 101).Report("R-2").Report("R-3").Books();

        books.Pending.Select(row => (row.RecordId, row.Reasons))
            .ShouldBe([("R-1", PendingReasons.ImageLimit), ("R-3", PendingReasons.DayLimit)]);
        books.Margins.ShouldHaveSingleItem().Reports.ShouldBe(1);
    }

    [Fact]
    public void Images_are_looked_at_before_the_day() =>
        Desk.Usual(Terms(0, images: 100)).Report("R-1", images: 101).Books()
            .Pending.ShouldHaveSingleItem().Reasons.ShouldBe(PendingReasons.ImageLimit);

    [Fact]
    public void Report_that_waits_for_its_provider_keeps_its_place_and_is_pending()
    {
        var desk = Limited(1).Report("R-1", provider: "P-9").Report("R-2").Report("R-3", provider: "P-9");

        desk.Books().Pending.Select(row => (row.RecordId, row.Kind)).ShouldBe(
            [("R-1", PendingKind.Pending), ("R-2", PendingKind.Held), ("R-3", PendingKind.Pending)]);
        desk.Provider("P-9").Books().Pending.Select(row => (row.RecordId, row.Kind)).ShouldBe(
            [("R-2", PendingKind.Held), ("R-3", PendingKind.Held)]);
    }

    [Fact]
    public void Report_under_a_rule_in_another_currency_has_no_place()
    {
        // On the 15th the rule in dollars wins, so that its limit binds nobody; on the 16th the usual rule does.
        var desk = Limited(1).ClientRule("CR-USD",
            Terms(0, ""","currency":"USD","effective_to":"2026-01-15","recorded_at":"2025-07-01T00:00:00Z" """));

        var books = desk.Report("R-1").Report("R-2").Report("R-3", at: "2026-01-16T06:00:00Z").Books();

        books.Pending.Select(row => (row.RecordId, row.Kind)).ShouldBe([("R-1", PendingKind.Pending), ("R-2", PendingKind.Pending)]);
        books.Margins.ShouldHaveSingleItem().Reports.ShouldBe(1);
    }

    [Fact]
    public void Rule_that_begins_in_the_month_limits_its_own_days_only()
    {
        var desk = Desk.Usual().ClientRule("CR-2", Terms(1, ""","effective_from":"2026-01-16","recorded_at":"2026-01-10T00:00:00Z" """));

        foreach (var day in new[] { 15, 16, 17 })
            desk.Report($"A-{day}", at: $"2026-01-{day}T06:00:00Z").Report($"B-{day}", at: $"2026-01-{day}T06:00:00Z");

        Held(desk).ShouldBe(["B-16", "B-17"]);
    }

    private static Desk Limited(int limit) => Desk.Usual(Terms(limit));

    private static string Terms(int limit, string more = "", int images = 1_000) =>
        $$""" "tiers":[{"up_to":null,"unit_price":1000}],"limits":{"max_reports_per_day":{{limit}},"max_images_per_report":{{images}}}{{more}} """;

    private static IEnumerable<string> Held(Desk desk) => desk.Books().Pending
        .Where(row => row is { Kind: PendingKind.Held, Reasons: PendingReasons.DayLimit }).Select(row => row.RecordId);
}
