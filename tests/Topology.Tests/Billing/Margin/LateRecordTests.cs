using Sluice.Topology.Billing.Margin;
using Sluice.Topology.Books;

namespace Sluice.Topology.Tests.Billing.Margin;

/// <summary>What comes after a month is closed waits in <c>late_records</c> and counts in nothing (contract §4).</summary>
public class LateRecordTests
{
    private const string February = "2026-02-10T06:00:00Z";
    private static readonly string[] s_booked = ["2026-01 C1 5 5000 10"];

    /// <summary>Five reports of January at the offsets 0 to 4, closed at 5.</summary>
    private static MarginDesk Closed() => MarginDesk.Usual().Reports(5).Book(1, cut: 5);

    [Fact]
    public void A_report_that_comes_after_the_close_is_late_and_counts_in_nothing()
    {
        var desk = Closed().Report("R6");

        desk.Late().ShouldBe(["R6 5 2026-01"]);
        desk.LateReason().ShouldBe("2026-01 of client C1 was closed at offset 5; this record came after");
        desk.Margins().ShouldBe(s_booked);
        desk.Providers().ShouldBe(["2026-01 P1 INR 5 1250"]);
        desk.Waiting().ShouldBeEmpty();
        var row = desk.Driver.Table(BooksTables.LateRecords).Single();
        (row.Text("topic"), row.Number("partition"), row.Text("owner"), row.Text("kind")).ShouldBe(("reports", 0L, "C1", "late"));
    }

    [Fact]
    public void Reports_of_other_months_and_clients_go_on_as_ever()
    {
        var desk = Closed().Client("C2").ClientRule("CR2", """ "tiers":[{"up_to":null,"unit_price":700}] """, "C2")
            .Report("A", client: "C2").Report("B", February).Report("C", February, provider: "P9");

        desk.Margins().ShouldBe(["2026-01 C1 5 5000 10", "2026-01 C2 1 700 250", "2026-02 C1 1 1000 250"]);
        desk.Waiting().ShouldBe(["C 2026-02 pending"]);
        desk.Late().ShouldBeEmpty();
    }

    [Fact]
    public void A_late_report_that_nothing_could_price_is_late_and_not_pending() =>
        Closed().Report("R6", provider: "P9").ShouldSatisfyAllConditions(
            desk => desk.Late().ShouldBe(["R6 5 2026-01"]),
            desk => desk.Waiting().ShouldBeEmpty());

    [Fact]
    public void A_revision_within_the_month_is_late_and_the_booked_version_goes_on_counting()
    {
        var desk = Closed().ProviderRule("PR2", """{"provider_id":"P2"}""", "400").Provider("P2").Report("R1", revision: 2, provider: "P2");

        desk.Late().ShouldBe(["R1 5 2026-01"]);
        desk.Margins().ShouldBe(s_booked);
        desk.Providers().ShouldBe(["2026-01 P1 INR 5 1250"]);

        desk.Report("R1", revision: 3).Late().ShouldBe(["R1 6 2026-01"], "the revision before it says nothing any more");
    }

    [Fact]
    public void A_revision_to_another_month_waits_whole_until_the_closed_month_gives_the_report_up()
    {
        var desk = Closed().Report("R1", February, revision: 2);

        desk.LateReason().ShouldBe("moves report R1 from 2026-01, which is closed, to 2026-02");
        desk.Late().ShouldBe(["R1 5 2026-01"]);
        desk.Margins().ShouldBe(s_booked);

        desk.Book(new MonthBooking(2, Cut: 6, Version: 2, Reports: 4, Revenue: 4000));
        desk.Late().ShouldBeEmpty();
        desk.Margins().ShouldBe(["2026-01 C1 4 4000 10", "2026-02 C1 1 1000 250"]);
        desk.Providers().ShouldBe(["2026-01 P1 INR 4 1000", "2026-02 P1 INR 1 250"]);
    }

    [Fact]
    public void A_revision_back_to_the_closed_month_is_late_like_any_other()
    {
        var desk = Closed().Report("R1", February, revision: 2).Report("R1", revision: 3, images: 11);

        desk.Late().ShouldBe(["R1 6 2026-01"]);
        desk.LateReason().ShouldBe("2026-01 of client C1 was closed at offset 5; this record came after");
        desk.Margins().ShouldBe(s_booked);
    }

    [Fact]
    public void A_report_moved_between_closed_months_is_booked_in_one_of_them_at_a_time()
    {
        var desk = Closed().Report("R1", February, revision: 2).Report("F1", February)
            .Book(new MonthBooking(2, Cut: 7, Month: "2026-02", Reports: 1, Revenue: 1000));
        desk.Late().ShouldBe(["R1 5 2026-01"]);

        desk.Book(new MonthBooking(3, Cut: 7, Version: 2, Reports: 4, Revenue: 4000));
        desk.Late().ShouldBe(["R1 5 2026-02"]);
        desk.LateReason().ShouldBe("another month had report R1 booked when 2026-02 of client C1 was closed at offset 7");
        desk.Providers().ShouldBe(["2026-01 P1 INR 4 1000", "2026-02 P1 INR 1 250"]);

        desk.Book(new MonthBooking(4, Cut: 7, Month: "2026-02", Version: 2, Reports: 2, Revenue: 2000));
        desk.Late().ShouldBeEmpty();
        desk.Providers().ShouldBe(["2026-01 P1 INR 4 1000", "2026-02 P1 INR 2 500"]);
    }

    [Fact]
    public void A_cancellation_of_a_booked_report_is_late()
    {
        var desk = Closed().Report("R1", revision: 2, cancelled: true);

        desk.LateReason().ShouldBe("cancels report R1 of 2026-01, which is closed");
        desk.Margins().ShouldBe(s_booked);
        desk.Providers().ShouldBe(["2026-01 P1 INR 5 1250"]);

        desk.Book(new MonthBooking(2, Cut: 6, Version: 2, Reports: 4, Revenue: 4000)).Late().ShouldBeEmpty();
        desk.Providers().ShouldBe(["2026-01 P1 INR 4 1000"]);
    }

    [Fact]
    public void A_cancellation_of_a_late_report_takes_it_back() =>
        Closed().Report("R6").Report("R6", revision: 2, cancelled: true).Late().ShouldBeEmpty();

    [Fact]
    public void Contents_in_conflict_about_a_booked_report_are_late_each()
    {
        var desk = Closed().Report("R1", revision: 2, images: 1).Report("R1", revision: 2, images: 2);

        desk.Late().ShouldBe(["R1 5 2026-01", "R1 6 2026-01"]);
        desk.Waiting().ShouldBeEmpty();
        desk.Margins().ShouldBe(s_booked);
        desk.Providers().ShouldBe(["2026-01 P1 INR 5 1250"]);
    }

    [Fact]
    public void A_content_that_disputes_the_booked_one_is_late_and_the_booked_one_stays()
    {
        var desk = Closed().Report("R1", images: 99);

        desk.Late().ShouldBe(["R1 5 2026-01"]);
        desk.LateReason().ShouldBe("revision 1 has come with different contents, and 2026-01 of client C1 was closed at offset 5");
        desk.Waiting().ShouldBeEmpty();
        desk.Providers().ShouldBe(["2026-01 P1 INR 5 1250"]);
    }

    [Fact]
    public void Duplicates_and_lower_revisions_are_ignored_as_ever() =>
        Closed().Report("R2", revision: 3).Report("R1").Report("R2", revision: 2).ShouldSatisfyAllConditions(
            desk => desk.Late().ShouldBe(["R2 5 2026-01"]),
            desk => desk.Duplicates().ShouldBe(2));

    [Fact]
    public void What_a_forced_close_left_out_is_late_with_its_reason()
    {
        var desk = MarginDesk.Usual().Reports(5).Report("X", provider: "P9").Report("Y", images: 1).Report("Y", images: 2);
        desk.Waiting().ShouldBe(["X 2026-01 pending", "Y 2026-01 conflict", "Y 2026-01 conflict"]);

        desk.Book(1, cut: 8, 5, 6, 7);

        desk.Waiting().ShouldBeEmpty();
        desk.Late().ShouldBe(["X 5 2026-01", "Y 6 2026-01", "Y 7 2026-01"]);
        var reasons = desk.Driver.Table(BooksTables.LateRecords).Select(r => r.Text("reason")!).ToList();
        reasons[0].ShouldStartWith("was left out when 2026-01 of client C1 was closed by force: ");
        reasons[0].ShouldContain("P9");
        reasons[1].ShouldBe("was left out when 2026-01 of client C1 was closed by force: "
            + "revision 1 has come with different contents; none counts until a higher revision decides");

        desk.Provider("P9").Report("Y", revision: 2).Late().ShouldBe(["X 5 2026-01", "Y 8 2026-01"]);
        desk.Driver.Table(BooksTables.LateRecords)[0].Text("reason")
            .ShouldBe("was left out when 2026-01 of client C1 was closed by force; a rerun with late records can bill it now");
        desk.Providers().ShouldBe(["2026-01 P1 INR 5 1250"]);
    }

    [Fact]
    public void A_rerun_with_late_records_books_them_and_later_ones_are_late_by_its_cut()
    {
        var desk = Closed().Report("R6").Report("R7").Book(new MonthBooking(2, Cut: 6, Version: 2, Reports: 6, Revenue: 6000));

        desk.Late().ShouldBe(["R7 6 2026-01"]);
        desk.LateReason().ShouldBe("2026-01 of client C1 was rerun at offset 6; this record came after");
        desk.Margins().ShouldBe(["2026-01 C1 6 6000 10"]);
        desk.Providers().ShouldBe(["2026-01 P1 INR 6 1500"]);
    }

    [Fact]
    public void A_rerun_without_late_records_leaves_them_late()
    {
        var desk = Closed().Report("R6").Book(new MonthBooking(2, Cut: 5, MovesCut: false, Version: 2, Revenue: 4500));

        desk.Late().ShouldBe(["R6 5 2026-01"]);
        desk.Margins().ShouldBe(["2026-01 C1 5 4500 10"]);
        desk.Driver.Table(MarginTables.MarginSummary).Single().Number("version").ShouldBe(2);
    }

    [Fact]
    public void Records_below_the_cut_that_a_shard_has_yet_to_read_are_booked_when_they_come()
    {
        var desk = MarginDesk.Usual().Reports(3).Book(1, cut: 5);
        desk.Report("R1", revision: 2, images: 1).Report("R4").Report("R5");

        desk.Late().ShouldBe(["R5 5 2026-01"]);
        desk.Providers().ShouldBe(["2026-01 P1 INR 4 1000"]);
    }
}
