using System.Globalization;
using Sluice.Engine.Outputs;
using Sluice.Topology.Books;
using Sluice.Topology.Books.Documents;

namespace Sluice.Topology.Tests.Books.Histories;

/// <summary>What holds of closed books after every step.</summary>
internal sealed class BooksLaws
{
    private static readonly TableSchema[] s_appendOnly =
        [BooksTables.Invoices, BooksTables.InvoiceLines, BooksTables.CreditNotes, BooksTables.AuditLogs, BooksTables.Bookings];

    private readonly Dictionary<PartyKey, decimal> _computed = [];
    private readonly Dictionary<string, HashSet<string>> _seen = [];

    /// <summary>What the last computation of an account came to.</summary>
    public void Expect(PartyKey party, decimal computed) => _computed[party] = computed;

    public IReadOnlyList<CreditNote> Notes(BooksDesk desk) => [.. desk.Rows(BooksTables.CreditNotes).Select(CreditNote.Of)];

    /// <summary>All that is booked, as text.</summary>
    public IReadOnlyList<string> Documents(BooksDesk desk) =>
        [.. s_appendOnly.Where(t => t != BooksTables.AuditLogs).SelectMany(table => desk.Rows(table).Select(row => $"{table.Name} {Text(row)}"))];

    public void Check(BooksDesk desk)
    {
        var invoices = desk.Rows(BooksTables.Invoices);
        var lines = desk.Rows(BooksTables.InvoiceLines).ToLookup(row => (string)row[0]!);
        foreach (var invoice in invoices)
        {
            lines[(string)invoice[0]!].Sum(line => (decimal)line[BooksTables.InvoiceLines.Ordinal("amount")]!)
                .ShouldBe((decimal)invoice[BooksTables.Invoices.Ordinal("total")]!, $"lines of {invoice[0]}");
        }

        TotalsAreTheComputed(invoices, Notes(desk));
        NumbersHaveNoGaps(invoices.Concat(desk.Rows(BooksTables.CreditNotes)).Select(row => (string)row[0]!));
        NothingBookedChanges(desk);
        ChainIsWhole(desk, BooksTables.Invoices, invoice => lines[(string)invoice[0]!].Select(line => (BooksTables.InvoiceLines, line)));
        ChainIsWhole(desk, BooksTables.CreditNotes, _ => []);
        ChainIsWhole(desk, BooksTables.AuditLogs, _ => []);
    }

    private void TotalsAreTheComputed(IReadOnlyList<object?[]> invoices, IReadOnlyList<CreditNote> notes)
    {
        var documents = new MonthDocuments(invoices.Select(Invoice.Of), notes);
        foreach (var party in documents.Parties.Union(_computed.Keys))
        {
            var manual = notes.Where(n => n.Party == party && n.Kind == CreditNote.Manual).Sum(n => n.Amount);
            documents.TotalDue(party).ShouldBe(_computed.GetValueOrDefault(party) - manual, $"total due of {party} {party.Month} {party.Currency}");
        }
    }

    private static void NumbersHaveNoGaps(IEnumerable<string> numbers)
    {
        foreach (var series in numbers.GroupBy(number => number[..number.LastIndexOf('-')]))
        {
            series.Select(number => int.Parse(number[(number.LastIndexOf('-') + 1)..], CultureInfo.InvariantCulture))
                .Order()
                .ShouldBe(Enumerable.Range(1, series.Count()), series.Key);
        }
    }

    private void NothingBookedChanges(BooksDesk desk)
    {
        foreach (var table in s_appendOnly)
        {
            var now = desk.Rows(table).Select(Text).ToHashSet();
            (_seen.GetValueOrDefault(table.Name) ?? []).Except(now).ShouldBeEmpty($"a row of {table.Name} has changed or gone");
            _seen[table.Name] = now;
        }
    }

    private static void ChainIsWhole(BooksDesk desk, TableSchema table, Func<object?[], IEnumerable<(TableSchema, object?[])>> details)
    {
        var (previous, hash) = (HashChain.PreviousOf(table), HashChain.HashOf(table));
        var rows = desk.Rows(table).ToDictionary(row => (string)row[previous]!);
        var (head, length) = (HashChain.Genesis, 0L);
        for (; rows.TryGetValue(head, out var row); length++)
        {
            HashChain.Next(head, table, row, details(row)).ShouldBe((string)row[hash]!);
            head = (string)row[hash]!;
        }

        length.ShouldBe(rows.Count, $"every row of {table.Name} is in the chain");
        var kept = desk.Rows(BooksTables.ChainHeads).SingleOrDefault(row => (string)row[0]! == table.Name);
        (kept is null ? (0L, HashChain.Genesis) : ((long)kept[1]!, (string)kept[2]!)).ShouldBe((length, head));
    }

    private static string Text(object?[] row) => string.Join('|', row.Select(value => value switch
    {
        decimal amount => amount.ToString("0.########", CultureInfo.InvariantCulture),
        DateTimeOffset at => at.ToString("O", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    }));
}
