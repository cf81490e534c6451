using Sluice.Topology.Billing.Margin;
using Sluice.Topology.Books;
using Sluice.Topology.Books.Documents;
using Sluice.Topology.Books.Explaining;
using Sluice.Topology.Books.Verifying;
using Sluice.Topology.Tests.Billing.Margin;
using Sluice.Topology.Tests.Books.Explaining;
using Sluice.Topology.Tests.Books.Verifying;

namespace Sluice.Topology.Tests.Books.Histories;

/// <summary>Single stories of closed books, told to the end.</summary>
public sealed class CloseStoryTests : IDisposable
{
    private const string Later = "2026-03-01T00:00:00Z";

    private readonly BooksDesk _desk = new();

    public CloseStoryTests()
    {
        Append(MarginRecords.Client("C1", "INR", MarginDesk.Recorded));
        Append(MarginRecords.ClientRule("CR1", """ "tiers":[{"up_to":null,"unit_price":1000}] """, "C1"));
        Append(MarginRecords.Provider("P1", "A", "2020-01-01", MarginDesk.Recorded));
        Append(MarginRecords.ProviderRule("PR1", "{}", "100.335", "INR", "2020-01-01", MarginDesk.Recorded));
        Report("R1", "C1");
        Report("R2", "C1");
    }

    [Fact]
    public async Task A_client_that_closes_later_adds_to_the_statements_and_reprices_nothing()
    {
        Close();
        Append(MarginRecords.ProviderRule("PR1", "{}", "90.335", "INR", "2020-01-01", Later));
        Append(MarginRecords.Client("C2", "INR", Later));
        Append(MarginRecords.ClientRule("CR2", """ "tiers":[{"up_to":null,"unit_price":500}] """, "C2"));
        Report("R9", "C2");
        Close();

        Documents().ShouldBe(
        [
            "INV-2601-000001 invoice C1 2000 ",
            "INV-2601-000002 invoice C2 500 ",
            // 2 × 100.335 = 200.67.
            "PAY-2601-000001 invoice P1 200.67 ",
            // 2 × 100.335 + 90.335 = 291.005, rounded once, less what was told before.
            "SUP-2601-000001 supplementary P1 90.34 PAY-2601-000001",
        ]);
        _desk.Rows(BooksTables.CreditNotes).ShouldBeEmpty();
        _desk.Rows(BooksTables.StatementStatus).ShouldHaveSingleItem()[2].ShouldBe("cmd-1");
        _desk.Rows(MarginTables.ProviderPartial).ShouldHaveSingleItem()[MarginTables.ProviderPartial.Ordinal("version")].ShouldBe(2L);

        var explained = await (await DocumentExplainer.OpenAsync(new DeskSource(_desk), new BooksSettings(), default)).ExplainAsync("SUP-2601-000001", default);
        explained!.Lines.ShouldHaveSingleItem().Reports.ShouldHaveSingleItem().Report.ReportId.ShouldBe("R9");
        (await BreaksAsync(new TamperedBooks(_desk))).ShouldBeEmpty();

        Rerun(late: true).Reason.ShouldContain("1 account differs");
        Documents().Count().ShouldBe(4, "the rule that fell is a rerun's to credit");
        _desk.Rows(BooksTables.CreditNotes).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Each_client_that_closes_later_adds_to_the_statements_though_others_are_still_open()
    {
        Close();
        foreach (var client in new[] { "C2", "C3" })
        {
            Append(MarginRecords.Client(client, "INR", Later));
            Append(MarginRecords.ClientRule($"CR-{client}", """ "tiers":[{"up_to":null,"unit_price":500}] """, client));
            Report($"R-{client}", client);
        }

        _desk.Send("month-close", new { month = "2026-01", clients = new[] { "C2" } });
        _desk.Send("month-close", new { month = "2026-01", clients = new[] { "C3" } });

        // 200.67, 301.005 and 401.34: each rounded once over all.
        Documents().Where(d => d.Contains("P1", StringComparison.Ordinal)).ShouldBe(
        [
            "PAY-2601-000001 invoice P1 200.67 ",
            "SUP-2601-000001 supplementary P1 100.34 PAY-2601-000001",
            "SUP-2601-000002 supplementary P1 100.33 SUP-2601-000001",
        ]);
        (await BreaksAsync(new TamperedBooks(_desk))).ShouldBeEmpty();
        (await BreaksAsync(new TamperedBooks(_desk, BooksTables.Invoices, rows => rows.Select(Raised))))
            .ShouldContain(b => b.Contains("provider P1 2026-01: 501.34 INR is due by the documents, and 401.3", StringComparison.Ordinal));
        Rerun(late: true).Reason.ShouldContain("no difference");
    }

    [Fact]
    public async Task A_provider_whose_reports_are_all_taken_away_stays_booked_with_nothing()
    {
        Close();
        foreach (var id in new[] { "R1", "R2" })
        {
            Append(MarginRecords.Report(id, "C1", "P1", "CT", "ROUTINE", 10, "2026-01-15T06:00:00Z", 2, cancelled: true));
        }

        Rerun(late: true);
        var table = MarginTables.ProviderPartial;
        var booked = _desk.Rows(table).ShouldHaveSingleItem();
        booked[table.Ordinal("reports")].ShouldBe(0L);

        // What a shard still has of the month: its sums must not come back to light.
        var live = (object?[])booked.Clone();
        (live[table.Ordinal("shard")], live[table.Ordinal("reports")], live[table.Ordinal("cogs")]) = (0L, 2L, (Int128)20_067_000_000);
        ProviderTotals.Merge(new BooksSettings()).Merge([booked, live]).ShouldBeNull();
        (await BreaksAsync(new TamperedBooks(_desk))).ShouldBeEmpty();

        Rerun(late: true).Reason.ShouldContain("no difference");
        _desk.Rows(table).ShouldHaveSingleItem().ShouldBe(booked);
        Report("R3", "C1");
        Rerun(late: true);
        var again = _desk.Rows(table).ShouldHaveSingleItem();
        (again[table.Ordinal("reports")], again[table.Ordinal("version")]).ShouldBe((1L, 3L));
    }

    [Fact]
    public void A_limit_that_comes_after_the_close_holds_nothing_that_was_booked()
    {
        Close();
        Append(MarginRecords.ClientRule("CR1", $$""" "tiers":[{"up_to":null,"unit_price":1000}],"limits":{"max_images_per_report":1},"recorded_at":"{{Later}}" """, "C1"));
        Report("R3", "C1");

        Rerun(late: false).Reason.ShouldContain("no difference");
        var late = Rerun(late: true);
        late.Reason.ShouldContain("no difference");
        late.Reason.ShouldContain("not billed: 1 record (1 held)");
        late.Reason.ShouldContain("R3");
        _desk.Rows(BooksTables.CreditNotes).ShouldBeEmpty();
    }

    [Fact]
    public void A_close_by_force_of_all_clients_leaves_nobodys_records_out_of_the_audit()
    {
        Report("R7", "X1");
        Close(force: false).Reason.ShouldContain("R7");
        Close(force: true).Reason.ShouldContain("1 record left out by force");
        _desk.Rows(BooksTables.AuditLogs).Select(row => (string)row[BooksTables.AuditLogs.Ordinal("kind")]!).ShouldBe(["refused", "month-close", "forced"]);
        _desk.Rows(BooksTables.MonthStatus).Select(row => (string)row[1]!).ShouldBe(["C1", "X1"]);

        Append(MarginRecords.Client("X1", "INR", Later));
        Append(MarginRecords.ClientRule("CRX", """ "tiers":[{"up_to":null,"unit_price":70}] """, "X1"));
        Rerun(late: true);
        Documents().ShouldContain("SUP-2601-000001 supplementary X1 70 ");
    }

    [Theory]
    [InlineData("9999-12")]
    [InlineData("1999-01")]
    public void A_month_whose_numbers_another_century_has_is_refused(string month) =>
        _desk.Send("month-close", new { month, force = true }).Reason.ShouldContain("another century");

    [Fact]
    public void A_month_that_has_not_begun_in_the_business_time_zone_is_closed_by_force_only()
    {
        // The command comes a day later: at midnight of India, and half an hour before it.
        using var before = new BooksDesk { Begun = new DateTimeOffset(2025, 12, 30, 18, 0, 0, TimeSpan.Zero) };
        using var after = new BooksDesk { Begun = new DateTimeOffset(2025, 12, 30, 18, 30, 0, TimeSpan.Zero) };
        foreach (var desk in new[] { before, after })
        {
            desk.Append(MarginRecords.Client("C1", "INR", MarginDesk.Recorded));
        }

        var refused = before.Send("month-close", new { month = "2026-01", force = false });
        (refused.IsRefused, refused.Reason.Contains("it has not begun yet in Asia/Kolkata", StringComparison.Ordinal)).ShouldBe((true, true));
        after.Send("month-close", new { month = "2026-01", force = false }).Reason.ShouldContain("the month has not ended");
        using var forced = new BooksDesk { Begun = before.Begun };
        forced.Append(MarginRecords.Client("C1", "INR", MarginDesk.Recorded));
        forced.Send("month-close", new { month = "2026-01", force = true }).Reason.ShouldContain("closed 2026-01 for 1 client");
    }

    [Fact]
    public void Records_that_wait_for_one_reason_are_told_it_once()
    {
        for (var i = 0; i < 12; i++)
        {
            Report($"N{i:00}", "C1", "P9");
        }

        var reason = Close().Reason;
        var because = reason.Split("P9").Length - 1;
        because.ShouldBe(1, reason);
        reason.ShouldContain("12 records (12 pending)");
        reason.ShouldContain("(C1 N00), ");
        reason.ShouldContain(", and 2 more");
    }

    [Fact]
    public void More_records_than_a_booking_can_name_are_not_left_out()
    {
        for (var i = 0; i <= Booking.ExcludedMax; i++)
        {
            Report($"N{i}", "C1", "P9");
        }

        var refused = Close(force: true);
        refused.IsRefused.ShouldBeTrue();
        refused.Reason.ShouldContain("30001 records of client C1");
    }

    public void Dispose() => _desk.Dispose();

    /// <summary>The first statement with 100 more.</summary>
    private static object?[] Raised(object?[] row)
    {
        var total = BooksTables.Invoices.Ordinal("total");
        return [.. row.Select((value, i) => i == total && (string)row[0]! == "PAY-2601-000001" ? (decimal)value! + 100m : value)];
    }

    private static async Task<List<string>> BreaksAsync(TamperedBooks books) =>
        await new BooksVerifier(books, new BooksSettings(), (_, _) => new(Array.Empty<string>())).RunAsync(default).SelectMany(check => check.Breaks).ToListAsync();

    private Engine.Control.CommandOutcome Close(bool force = false) => _desk.Send("month-close", new { month = "2026-01", force });

    private Engine.Control.CommandOutcome Rerun(bool late) =>
        _desk.Send("rerun", new { months = new[] { "2026-01" }, pricing = "current", include_late = late, apply = true });

    private IEnumerable<string> Documents() => _desk.Rows(BooksTables.Invoices)
        .Select(row => (Row: row, Invoice: Invoice.Of(row)))
        .Select(i => $"{i.Invoice.Number} {i.Invoice.Kind} {i.Invoice.Party.Id} {i.Invoice.Total:0.##} {i.Row[BooksTables.Invoices.Ordinal("original_number")]}");

    private void Report(string id, string client, string provider = "P1") =>
        Append(MarginRecords.Report(id, client, provider, "CT", "ROUTINE", 10, "2026-01-15T06:00:00Z", 1, cancelled: false));

    private void Append(MarginRecord record) => _desk.Append(record);
}
