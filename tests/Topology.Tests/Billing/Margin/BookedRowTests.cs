using Sluice.Topology.Billing.Margin;

namespace Sluice.Topology.Tests.Billing.Margin;

/// <summary>A closed month shows the summary of its latest booking, whatever comes after.</summary>
public class BookedRowTests
{
    private static readonly string[] s_booked = ["2026-01 C1 5 5000 10"];

    [Fact]
    public void The_row_of_a_closed_month_is_the_bookings_summary()
    {
        var desk = MarginDesk.Usual().Reports(5).Book(1, cut: 5);

        var row = desk.Driver.Table(MarginTables.MarginSummary).ShouldHaveSingleItem();
        row.ToString().ShouldBe("2026-01|C1|5|5000|INR|5000|10|4990|50|closed|1");
        row.Text("reference").ShouldBe("{}");
    }

    [Fact]
    public void Reference_data_recorded_after_the_close_changes_nothing_that_is_shown()
    {
        var desk = MarginDesk.Usual().Reports(5).Book(1, cut: 5);
        desk.ClientRule("CR1", """ "tiers":[{"up_to":null,"unit_price":7}],"limits":{"max_reports_per_day":1},"recorded_at":"2025-07-01T00:00:00Z" """)
            .Client("C1", "USD", recorded: "2025-07-01T00:00:00Z").Rate("USD", "2026-01-30", "80").Report("R6");

        desk.Margins().ShouldBe(s_booked);
        desk.Waiting().ShouldBeEmpty();
        desk.Late().ShouldBe(["R6 5 2026-01"]);
    }

    [Fact]
    public void A_booked_report_that_has_a_price_no_more_is_silent_and_one_beyond_a_limit_goes_on_counting()
    {
        var desk = MarginDesk.Usual().Report("R1").Report("R2", modality: "MR").Book(1, cut: 2);

        desk.ClientRule("CR1", """ "limits":{"max_reports_per_day":0},"tiers":[{"up_to":null,"unit_price":7}],"recorded_at":"2025-07-01T00:00:00Z" """)
            .ProviderRule("PR1", """{"modality":"CT"}""", "300", recorded: "2025-07-01T00:00:00Z");

        desk.Waiting().ShouldBeEmpty();
        desk.Providers().ShouldBe(["2026-01 P1 INR 1 300"]);
        desk.Margins().ShouldBe(s_booked);
    }

    [Fact]
    public void A_client_without_reports_has_a_row_where_fees_were_charged()
    {
        var desk = MarginDesk.Usual()
            .Book(new MonthBooking(1, Cut: 0, Client: "FEE", Reports: 0, Revenue: 300))
            .Book(new MonthBooking(2, Cut: 0, Client: "NONE", Reports: 0, Revenue: 0));

        desk.Margins().ShouldBe(["2026-01 FEE 0 300 10"]);
    }

    [Fact]
    public void A_month_booked_empty_loses_the_row_it_had_while_open()
    {
        var desk = MarginDesk.Usual().Report("R1").Book(new MonthBooking(1, Cut: 0, Reports: 0, Revenue: 0));

        desk.Margins().ShouldBeEmpty();
        desk.Late().ShouldBe(["R1 0 2026-01"]);
    }

    [Fact]
    public void Only_the_shard_that_the_booking_names_shows_the_row()
    {
        var desk = new MarginDesk(shards: 3);
        desk.Book(new MonthBooking(1, Cut: 0, Shard: 2));

        desk.Margins().ShouldBe(s_booked);
        desk.Driver.Machine(0).Sequence.ShouldBe(1, "it commits its position in the topic");
    }

    [Fact]
    public void Once_statements_are_issued_no_running_sum_of_the_month_is_shown_under_whatever_party_it_comes()
    {
        var desk = MarginDesk.Usual().Reports(2).Report("F1", "2026-02-10T06:00:00Z");
        desk.Book(new MonthBooking(1, Cut: 3));
        desk.Providers().ShouldBe(["2026-01 P1 INR 2 500", "2026-02 P1 INR 1 250"], "some other client is open yet");

        desk.Book(new MonthBooking(2, Cut: 3, Client: "C2", Reports: 0, Revenue: 0, Statements: true));
        desk.Providers().ShouldBe(["2026-02 P1 INR 1 250"]);

        // A later rule pays in another currency: the sums move to another party, and cost nothing twice.
        desk.Rate("USD", "2026-01-31", "80").ProviderRule("OWN", """{"provider_id":"P1"}""", "3", "USD");
        desk.Providers().ShouldBe(["2026-02 P1 USD 1 3"]);

        // A provider that only a late report, booked by a rerun, earns something.
        desk.Provider("P2").Report("L1", provider: "P2").Book(new MonthBooking(3, Cut: 4, Version: 2, Reports: 3, Revenue: 3000));
        desk.Providers().ShouldBe(["2026-02 P1 USD 1 3"]);

        desk.Driver.Table(MarginTables.ProviderPartial).Select(row => $"{row["month"]} {row["provider_id"]} {row["currency"]} {row["reports"]} {row["version"]}").Order(StringComparer.Ordinal)
            .ShouldBe(["2026-01 P1 USD 2 -1", "2026-01 P2 INR 1 -1", "2026-02 P1 USD 1 0"]);

        desk.Driver.Restart(0);
        desk.Report("F2", "2026-02-11T06:00:00Z").Providers().ShouldBe(["2026-02 P1 USD 2 6"]);
    }

    [Fact]
    public void The_highest_number_counts_in_whatever_order_bookings_come()
    {
        var desk = MarginDesk.Usual().Reports(5);
        desk.Book(new MonthBooking(2, Cut: 5, Version: 2, Revenue: 4000));
        desk.Book(1, cut: 5);

        desk.Margins().ShouldBe(["2026-01 C1 5 4000 10"]);
    }

    [Fact]
    public void A_shard_that_restarts_stands_where_it_stood()
    {
        var desk = MarginDesk.Usual().Reports(5).Book(1, cut: 5)
            .Report("R1", revision: 2).Report("R2", "2026-02-10T06:00:00Z", revision: 2).Report("R3", revision: 2, cancelled: true).Report("R4", images: 1);
        var (margins, providers, late, commits) = (desk.Margins().ToList(), desk.Providers().ToList(), desk.Late().ToList(), desk.Driver.Commits);
        late.ShouldBe(["R1 5 2026-01", "R2 6 2026-01", "R3 7 2026-01", "R4 8 2026-01"]);

        desk.Driver.Restart(0);
        desk.Margins().ShouldBe(margins);
        desk.Driver.Commits.ShouldBe(commits, "nothing is given out again");

        desk.Book(new MonthBooking(2, Cut: 9, Version: 2, Reports: 2, Revenue: 2000));
        desk.Late().ShouldBe(["R4 3 2026-01", "R4 8 2026-01"], "the conflict lies below the cut by now");
        desk.Margins().ShouldBe(["2026-01 C1 2 2000 10", "2026-02 C1 1 1000 250"]);
        desk.Providers().ShouldBe(["2026-01 P1 INR 2 500", "2026-02 P1 INR 1 250"]);
        providers.ShouldBe(["2026-01 P1 INR 5 1250"]);
    }
}
