using Sluice.Oracle.Results;

namespace Sluice.Simulation.Tests.Oracle;

public sealed class RevisionTests
{
    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 1)]
    public void Highest_revision_counts_in_any_order(int first, int second)
    {
        var desk = Desk.Usual().ClientRule("CR-MR", """ "modality":"MR","tiers":[{"up_to":null,"unit_price":7}] """);
        foreach (var revision in new[] { first, second })
            desk.Report("R-1", modality: revision == 2 ? "MR" : "CT", revision: revision);

        var margin = desk.Margin();

        (margin.Reports, margin.Revenue).ShouldBe((1, 7m));
    }

    [Fact]
    public void Two_contents_of_the_highest_revision_are_a_conflict_until_a_higher_one_arrives()
    {
        var desk = Desk.Usual().Report("R-1", images: 10).Report("R-1", images: 11).Report("R-1", images: 10);

        var books = desk.Books();
        books.Margins.ShouldBeEmpty();
        books.Fingerprints.ShouldBeEmpty();
        books.Pending.ShouldBe([new PendingRow("C-1", "R-1", "2026-01", PendingKind.Conflict, PendingReasons.None)]);

        var settled = desk.Report("R-1", revision: 2).Books();
        settled.Pending.ShouldBeEmpty();
        settled.Margins.ShouldHaveSingleItem().Reports.ShouldBe(1);
    }

    [Fact]
    public void Contents_spelled_differently_are_the_same()
    {
        const string Spelled =
            """{"images":10.0,"completed_at":"2026-01-15T11:30:00.000+05:30","report_id":"R-1","client_id":"C-1","provider_id":"P-1","modality":"\u0043T","priority":"ROUTINE","body_part":null}""";

        var books = Desk.Usual().Report("R-1").Add("reports", "C-1", Spelled).Books();

        books.Rejected.ShouldBeEmpty();
        books.Pending.ShouldBeEmpty();
        books.Margins.ShouldHaveSingleItem().Reports.ShouldBe(1);
    }

    [Fact]
    public void Cancelled_report_is_gone()
    {
        var books = Desk.Usual().Report("R-1").Report("R-1", revision: 2, cancelled: true).Report("R-2").Books();

        books.Margins.ShouldHaveSingleItem().Reports.ShouldBe(1);
        books.Fingerprints.ShouldHaveSingleItem().Reports.ShouldBe(1);
        books.Pending.ShouldBeEmpty();
    }

    [Fact]
    public void Conflict_between_months_stands_in_both()
    {
        var books = Desk.Usual().Report("R-1").Report("R-1", at: "2026-02-15T06:00:00Z").Books();

        books.Pending.Select(row => row.Month).ShouldBe(["2026-01", "2026-02"]);
    }

    [Fact]
    public void Same_report_id_under_two_clients_is_two_reports()
    {
        var books = Desk.Usual().Client("C-2").ClientRule("CR-2", """ "tiers":[{"up_to":null,"unit_price":5}] """, "C-2")
            .Report("R-1").Report("R-1", client: "C-2").Books();

        books.Margins.Select(row => (row.ClientId, row.Reports)).ShouldBe([("C-1", 1), ("C-2", 1)]);
    }

    [Theory]
    [InlineData("2026-01-31T18:29:59.9999999Z", "2026-01")]
    [InlineData("2026-01-31T18:30:00Z", "2026-02")]
    [InlineData("2026-02-01T00:00:00+05:30", "2026-02")]
    [InlineData("2025-12-31T18:30:00Z", "2026-01")]
    public void Month_is_that_of_the_business_date_in_Kolkata(string at, string month) =>
        Desk.Usual().Report("R-1", at: at).Margin().Month.ShouldBe(month);
}
