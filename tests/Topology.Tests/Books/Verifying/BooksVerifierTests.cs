using Sluice.Engine.Outputs;
using Sluice.Topology.Billing.Margin;
using Sluice.Topology.Books;
using Sluice.Topology.Books.Documents;
using Sluice.Topology.Books.Verifying;
using Sluice.Topology.Tests.Books.Histories;

namespace Sluice.Topology.Tests.Books.Verifying;

/// <summary>Books of random histories hold; whatever is done to them behind the engine's back has a name.</summary>
public sealed class BooksVerifierTests
{
    private static readonly GuardCheck s_guarded = (_, _) => new(Array.Empty<string>());

    [Fact]
    public async Task Books_that_nobody_has_touched_hold_after_any_history()
    {
        var (accounts, months, loads) = (0L, 0L, 0);
        for (var seed = 1; seed <= 40; seed++)
        {
            using var desk = new History(seed).Play();
            var books = new TamperedBooks(desk);
            foreach (var check in await VerifyAsync(books))
            {
                check.Breaks.ShouldBeEmpty($"history {seed}: {check.Name}");
                accounts += check.Name == "total due" ? check.Checked : 0;
                months += check.Name == "closed months" ? check.Checked : 0;
            }

            loads += books.Loads;
        }

        accounts.ShouldBeGreaterThan(100);
        loads.ShouldBeGreaterThan(20, "some of the desks' logs have lost their beginning");
        months.ShouldBeGreaterThan(80);
    }

    [Theory]
    [InlineData("finance_invoice_lines", "drop", "footing", "hash chains")]
    [InlineData("finance_invoice_lines", "amount", "footing", "hash chains")]
    [InlineData("finance_invoices", "drop", "hash chains", "numbers", "footing", "total due")]
    [InlineData("finance_invoices", "total", "footing", "hash chains", "total due")]
    [InlineData("finance_invoices", "number", "numbers", "hash chains", "footing")]
    [InlineData("finance_credit_notes", "drop", "hash chains", "numbers")]
    [InlineData("finance_credit_notes", "amount", "hash chains", "total due")]
    [InlineData("finance_audit_logs", "reason", "hash chains")]
    [InlineData("document_numbers", "last", "numbers")]
    [InlineData("chain_heads", "length", "hash chains")]
    [InlineData("chain_heads", "head", "hash chains")]
    [InlineData("chain_heads", "drop", "hash chains")]
    [InlineData("month_status", "drop", "months")]
    [InlineData("month_status", "status", "months")]
    [InlineData("statement_status", "drop", "months")]
    [InlineData("provider_partial", "cogs", "statements")]
    [InlineData("provider_summary", "cogs", "shown statements")]
    [InlineData("provider_summary", "drop", "shown statements")]
    [InlineData("provider_summary", "status", "shown statements")]
    [InlineData("bookings", "revenue", "closed months")]
    [InlineData("bookings", "fingerprint", "closed months")]
    [InlineData("margin_summary", "reports", "shown months")]
    public async Task What_was_changed_has_a_name(string table, string what, params string[] broken)
    {
        using var desk = Eventful();
        var schema = BooksTables.OfCommands.Concat([MarginTables.MarginSummary, MarginTables.ProviderSummary, MarginTables.ProviderPartial]).Single(t => t.Name == table);

        var checks = await VerifyAsync(new TamperedBooks(desk, schema, rows => Tampered(schema, rows, what)));

        var names = checks.Where(check => !check.Holds).Select(check => check.Name).ToList();
        broken.ShouldBeSubsetOf(names);
        checks.First(check => !check.Holds).Breaks[0].ShouldNotBeNullOrWhiteSpace();
    }

    [Theory]
    [InlineData("finance_invoices", "basis", "{}")]
    [InlineData("finance_invoices", "basis", "not JSON")]
    [InlineData("finance_invoices", "basis", """{"decision":"one","cut":"{}","as_of":null}""")]
    [InlineData("finance_invoices", "party", "{\"name\":")]
    [InlineData("finance_invoices", "party", "7")]
    [InlineData("bookings", "excluded", "{}")]
    [InlineData("bookings", "excluded", "null")]
    [InlineData("bookings", "month", "soon")]
    public async Task A_row_whose_contents_cannot_be_read_is_named_and_the_rest_is_checked(string table, string column, string value)
    {
        using var desk = Eventful();
        var schema = BooksTables.OfCommands.Single(t => t.Name == table);
        var whole = await VerifyAsync(new TamperedBooks(desk));

        var checks = await VerifyAsync(new TamperedBooks(desk, schema, rows => rows.Select((row, i) => i == 0 ? With(row, schema.Ordinal(column), value) : row)));

        checks.Select(check => check.Name).ShouldBe(whole.Select(check => check.Name));
        checks.Single(check => check.Name == "sound rows").Breaks.ShouldHaveSingleItem().ShouldStartWith($"{table} {desk.Rows(schema)[0][0]}");
        checks.Single(check => check.Name == "footing").Holds.ShouldBeTrue();
        checks.Single(check => check.Name == "numbers").Holds.ShouldBeTrue();
    }

    [Fact]
    public async Task A_note_by_hand_that_is_gone_with_its_number_and_its_place_in_the_chain_is_missed_by_the_audit_log()
    {
        using var desk = Eventful(withManual: true);
        var manual = desk.Rows(BooksTables.CreditNotes).Last(IsManual);

        var checks = await VerifyAsync(new TamperedBooks(desk, BooksTables.CreditNotes, rows => rows.Where(row => (string)row[0]! != (string)manual[0]!)));

        var command = (string)manual[BooksTables.CreditNotes.Ordinal("command_id")]!;
        checks.Single(check => check.Name == "credit notes").Breaks.ShouldHaveSingleItem().ShouldContain($"command {command} wrote is not there");
    }

    [Fact]
    public async Task A_table_that_the_database_does_not_guard_is_named_first()
    {
        using var desk = Eventful();
        var verifier = new BooksVerifier(new TamperedBooks(desk), new BooksSettings(), (tables, _) => new([tables[0].Name]));

        var first = await verifier.RunAsync(default).FirstAsync();

        first.Breaks.ShouldHaveSingleItem().ShouldContain("finance_invoices is not guarded");
    }

    [Fact]
    public void Every_append_only_table_of_closed_books_is_asked_for() =>
        BooksVerifier.AppendOnly.Select(table => table.Name).ShouldBe(
            ["finance_invoices", "finance_invoice_lines", "finance_credit_notes", "finance_audit_logs", "bookings"], ignoreOrder: true);

    private static async Task<List<BookCheck>> VerifyAsync(TamperedBooks books) =>
        await new BooksVerifier(books, new BooksSettings(), s_guarded).RunAsync(default).ToListAsync();

    /// <summary>A history with documents of both sides and notes, the first of a rerun: its amount is part of what is recomputed.</summary>
    private static BooksDesk Eventful(bool withManual = false)
    {
        for (var seed = 1; ; seed++)
        {
            var desk = new History(seed).Play();
            var notes = desk.Rows(BooksTables.CreditNotes);
            if (notes.Count > 1 && !IsManual(notes[0]) && (!withManual || notes.Any(IsManual)) && desk.Rows(BooksTables.Invoices).Count > 4 && desk.Rows(BooksTables.MonthStatus).Count > 3)
            {
                return desk;
            }

            desk.Dispose();
        }
    }

    private static object?[] With(object?[] row, int column, object value)
    {
        var changed = (object?[])row.Clone();
        changed[column] = value;
        return changed;
    }

    private static bool IsManual(object?[] note) => CreditNote.Of(note).Kind == CreditNote.Manual;

    /// <summary>The first row goes, or one of its values changes.</summary>
    private static IEnumerable<object?[]> Tampered(TableSchema table, IReadOnlyList<object?[]> rows, string what)
    {
        rows.ShouldNotBeEmpty();
        if (what == "drop")
        {
            return rows.Where(row => row != rows.First(IsOfClient));
        }

        var column = what == "number" ? 0 : table.Ordinal(what);
        var changed = (object?[])rows[0].Clone();
        changed[column] = changed[column] switch
        {
            decimal amount => amount + 1m,
            long number => number + 1,
            Int128 sum => sum + 100_000_000,
            string text => text + "0",
            var other => throw new ArgumentException($"{table.Name}.{what} is {other}", nameof(what)),
        };
        return [changed, .. rows.Skip(1)];

        // The row that says that a month's statements are issued closes nothing by itself.
        bool IsOfClient(object?[] row) => table != BooksTables.MonthStatus || ((string)row[1]!).Length > 0;
    }
}
