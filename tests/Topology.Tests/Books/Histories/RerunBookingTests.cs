using Sluice.Topology.Billing.Margin;
using Sluice.Topology.Books;
using Sluice.Topology.Tests.Billing.Margin;

namespace Sluice.Topology.Tests.Books.Histories;

/// <summary>What a rerun writes down of each account and books of each client: from which records, up to where, and when nothing.</summary>
public sealed class RerunBookingTests : IDisposable
{
    private const string Later = "2026-03-01T00:00:00Z";

    private readonly BooksDesk _desk;
    private int? _owner = BooksDesk.ShardOf("C1");

    public RerunBookingTests()
    {
        _desk = new BooksDesk { Owner = client => client == "C2" ? _owner : BooksDesk.ShardOf(client) };
        Append(MarginRecords.Client("C1", "INR", MarginDesk.Recorded));
        Price("1000", MarginDesk.Recorded);
        Append(MarginRecords.Provider("P1", "A", "2020-01-01", MarginDesk.Recorded));
        Append(MarginRecords.ProviderRule("PR1", "{}", "100", "INR", "2020-01-01", MarginDesk.Recorded));
        Report("R1");
        Report("R2");
        _desk.Send("month-close", new { month = "2026-01" }).IsRefused.ShouldBeFalse();
    }

    public void Dispose() => _desk.Dispose();

    [Fact]
    public void A_dry_rerun_tells_differences_and_writes_nothing_else()
    {
        Price("1100", Later);
        Rerun(late: false, apply: false);

        Told().ShouldBe(["C1 2000 2200 200 ", "P1 200 200 0 "]);
        Bookings().ShouldBe(["1 v1 cut 2 moves 1 statements 1: 2 for 2000, excluded []"]);
        _desk.Rows(BooksTables.Invoices).Count.ShouldBe(2);
        Partial().ShouldBe("2 v1");
    }

    [Fact]
    public void Without_late_records_the_booked_ones_are_computed_anew()
    {
        Report("R3");
        Price("1100", Later);
        Rerun(late: false);

        Told().ShouldBe(["C1 2000 2200 200 SUP-2601-000001", "P1 200 200 0 "]);
        Bookings()[1..].ShouldBe(["2 v2 cut 2 moves 0 statements 0: 2 for 2200, excluded []"]);
        Rerun(late: false);
        Bookings().Count.ShouldBe(2, "it comes to what is shown");
    }

    [Fact]
    public void With_late_records_the_cut_moves_and_those_that_wait_stay_out()
    {
        Report("R3");
        var waits = Report("R4", "P9");
        Rerun(late: true);

        Bookings()[1..].ShouldBe([$"2 v2 cut 4 moves 1 statements 0: 3 for 3000, excluded [{waits}]"]);
        Told().ShouldBe(["C1 2000 3000 1000 SUP-2601-000001", "P1 200 300 100 SUP-2601-000002"]);
        Partial().ShouldBe("3 v2");

        Rerun(late: true);
        Bookings().Count.ShouldBe(2, "no other records are in it");
        Price("1100", Later);
        Rerun(late: false);
        Bookings()[2..].ShouldBe([$"4 v3 cut 4 moves 0 statements 0: 3 for 3300, excluded [{waits}]"]);
    }

    [Fact]
    public void A_month_of_which_nothing_is_left_is_booked_with_nothing_in_its_currency()
    {
        Report("R1", revision: 2, cancelled: true);
        Report("R2", revision: 2, cancelled: true);

        Rerun(late: true);

        Bookings()[1..].ShouldBe(["2 v2 cut 4 moves 1 statements 0: 0 for 0, excluded []"]);
        var booked = _desk.Rows(BooksTables.Bookings)[1];
        booked[BooksTables.Bookings.Ordinal("currency")].ShouldBe("INR");
        booked[BooksTables.Bookings.Ordinal("shard")].ShouldBe((long)BooksDesk.ShardOf("C1"));
        Told().ShouldBe(["C1 2000 0 -2000 CN-2601-000001", "P1 200 0 -200 CN-2601-000002"]);
    }

    [Fact]
    public void A_month_of_which_nothing_is_left_is_shown_in_the_currency_that_the_client_has_now()
    {
        Report("R1", revision: 2, cancelled: true);
        Report("R2", revision: 2, cancelled: true);
        Append(MarginRecords.Client("C1", "USD", Later));

        Rerun(late: true);

        _desk.Rows(BooksTables.Bookings)[1][BooksTables.Bookings.Ordinal("currency")].ShouldBe("USD");
    }

    [Fact]
    public void Where_lines_change_and_the_account_does_not_there_is_no_difference_to_explain()
    {
        Append(MarginRecords.ClientRule(
            "CR1", $$""" "tiers":[{"up_to":null,"unit_price":990}],"surcharges":{"ROUTINE":10},"recorded_at":"{{Later}}" """, "C1"));

        Rerun(late: false);

        Told().ShouldBe(["C1 2000 2000 0 ", "P1 200 200 0 "]);
        _desk.Rows(BooksTables.RerunReports).ShouldAllBe(row => "".Equals(row[BooksTables.RerunReports.Ordinal("why")]));
    }

    [Fact]
    public void A_client_that_was_closed_before_its_reports_came_is_booked_where_they_lie()
    {
        _owner = 1 - BooksDesk.ShardOf("C2");
        Append(MarginRecords.Client("C2", "INR", MarginDesk.Recorded));
        Append(MarginRecords.ClientRule("CR2", """ "tiers":[{"up_to":null,"unit_price":500}] """, "C2"));
        _desk.Send("month-close", new { month = "2026-01", clients = new[] { "C2" } }).IsRefused.ShouldBeFalse();
        Append(MarginRecords.Report("R9", "C2", "P1", "CT", "ROUTINE", 10, "2026-01-15T06:00:00Z", 1, cancelled: false));
        _owner = BooksDesk.ShardOf("C2");

        Rerun(late: true);

        var shards = _desk.Rows(BooksTables.Bookings).Where(row => "C2".Equals(row[BooksTables.Bookings.Ordinal("client_id")]))
            .Select(row => row[BooksTables.Bookings.Ordinal("shard")]);
        shards.ShouldBe([1L - _owner, (long)_owner]);
    }

    [Fact]
    public void A_rerun_of_one_client_leaves_providers_alone()
    {
        Append(MarginRecords.ProviderRule("PR1", "{}", "150", "INR", "2020-01-01", Later));
        _desk.Send("rerun", new { months = new[] { "2026-01" }, pricing = "current", include_late = false, apply = true, clients = new[] { "C1" } })
            .IsRefused.ShouldBeFalse();

        Told().ShouldBe(["C1 2000 2000 0 "]);
        Partial().ShouldBe("2 v1");
    }

    private void Rerun(bool late, bool apply = true)
    {
        var outcome = _desk.Send("rerun", new { months = new[] { "2026-01" }, pricing = "current", include_late = late, apply });
        outcome.IsRefused.ShouldBeFalse(outcome.Reason);
    }

    /// <summary>The newest rerun's report: booked, recomputed, difference and documents of each account.</summary>
    private List<string> Told()
    {
        var table = BooksTables.RerunReports;
        return [.. _desk.Rows(table).Where(row => row[0]!.Equals(_desk.Commands[^1][0])).Select(row =>
            $"{row[table.Ordinal("party_id")]} {row[table.Ordinal("booked")]:0} {row[table.Ordinal("recomputed")]:0} {row[table.Ordinal("delta")]:0} {row[table.Ordinal("documents")]}")];
    }

    private List<string> Bookings()
    {
        var table = BooksTables.Bookings;
        return [.. _desk.Rows(table).Select(row =>
            $"{row[0]} v{row[table.Ordinal("version")]} cut {row[table.Ordinal("cut")]} moves {row[table.Ordinal("moves_cut")]} statements {row[table.Ordinal("statements")]}: "
            + $"{row[table.Ordinal("reports")]} for {row[table.Ordinal("revenue")]:0}, excluded {row[table.Ordinal("excluded")]}")];
    }

    private string Partial()
    {
        var table = MarginTables.ProviderPartial;
        var row = _desk.Rows(table).ShouldHaveSingleItem();
        return $"{row[table.Ordinal("reports")]} v{row[table.Ordinal("version")]}";
    }

    private void Price(string price, string recorded) =>
        Append(MarginRecords.ClientRule("CR1", $$""" "tiers":[{"up_to":null,"unit_price":{{price}}}],"recorded_at":"{{recorded}}" """, "C1"));

    private long Report(string id, string provider = "P1", int revision = 1, bool cancelled = false) =>
        Append(MarginRecords.Report(id, "C1", provider, "CT", "ROUTINE", 10, "2026-01-15T06:00:00Z", revision, cancelled));

    private long Append(MarginRecord record) => _desk.Append(record);
}
