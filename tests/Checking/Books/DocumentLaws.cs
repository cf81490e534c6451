using System.Globalization;
using Sluice.Engine.Outputs;
using Sluice.Topology.Books;
using Sluice.Topology.Books.Documents;

namespace Sluice.Checking.Books;

/// <summary>What holds of closed books at any moment, within themselves.</summary>
public static class DocumentLaws
{
    /// <summary>Tables of which no row ever changes or goes.</summary>
    public static readonly IReadOnlyList<TableSchema> AppendOnly =
        [BooksTables.Invoices, BooksTables.InvoiceLines, BooksTables.CreditNotes, BooksTables.AuditLogs, BooksTables.Bookings];

    /// <summary>Documents foot, their amounts are what their units, prices and rates say, numbers have no gaps, and the hash chains are whole.</summary>
    /// <param name="rows">All rows of a table.</param>
    /// <exception cref="BooksBrokenException">One of these does not hold.</exception>
    public static void Check(Func<TableSchema, IReadOnlyList<object?[]>> rows)
    {
        var invoices = rows(BooksTables.Invoices);
        var notes = rows(BooksTables.CreditNotes);
        var lines = rows(BooksTables.InvoiceLines).ToLookup(row => (string)row[0]!);
        foreach (var invoice in invoices)
        {
            var sum = lines[(string)invoice[0]!].Sum(line => (decimal)line[BooksTables.InvoiceLines.Ordinal("amount")]!);
            var total = (decimal)invoice[BooksTables.Invoices.Ordinal("total")]!;
            BooksBrokenException.Unless(sum == total, () => $"the lines of {invoice[0]} come to {sum}, its total is {total}");
        }

        AmountLaws.Check(rows);
        NumbersHaveNoGaps(invoices.Concat(notes).Select(row => (string)row[0]!));
        var heads = rows(BooksTables.ChainHeads);
        ChainIsWhole(BooksTables.Invoices, invoices, heads, invoice => lines[(string)invoice[0]!].Select(line => (BooksTables.InvoiceLines, line)));
        ChainIsWhole(BooksTables.CreditNotes, notes, heads, _ => []);
        ChainIsWhole(BooksTables.AuditLogs, rows(BooksTables.AuditLogs), heads, _ => []);
    }

    /// <summary>A row as text: equal where the values are, however many zeros an amount has.</summary>
    public static string Text(object?[] row) => string.Join('|', row.Select(value => value switch
    {
        decimal amount => amount.ToString("0.########", CultureInfo.InvariantCulture),
        DateTimeOffset at => at.ToString("O", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    }));

    private static void NumbersHaveNoGaps(IEnumerable<string> numbers)
    {
        foreach (var series in numbers.GroupBy(number => number[..number.LastIndexOf('-')]))
        {
            var given = series.Select(number => int.Parse(number[(number.LastIndexOf('-') + 1)..], CultureInfo.InvariantCulture)).Order().ToList();
            BooksBrokenException.Unless(
                given.SequenceEqual(Enumerable.Range(1, given.Count)), () => $"the numbers of {series.Key} are {string.Join(", ", given)}");
        }
    }

    private static void ChainIsWhole(
        TableSchema table, IReadOnlyList<object?[]> rows, IReadOnlyList<object?[]> heads, Func<object?[], IEnumerable<(TableSchema, object?[])>> details)
    {
        var (previous, hash) = (HashChain.PreviousOf(table), HashChain.HashOf(table));
        var next = rows.ToDictionary(row => (string)row[previous]!);
        var (head, length) = (HashChain.Genesis, 0L);
        for (; next.TryGetValue(head, out var row); length++)
        {
            BooksBrokenException.Unless(
                HashChain.Next(head, table, row, details(row)) == (string)row[hash]!, () => $"{table.Name} {row[0]} is not what its hash was made of");
            head = (string)row[hash]!;
        }

        BooksBrokenException.Unless(length == rows.Count, () => $"the chain of {table.Name} has {length} of its {rows.Count} rows");
        var kept = heads.SingleOrDefault(row => (string)row[0]! == table.Name);
        BooksBrokenException.Unless(
            (kept is null ? (0L, HashChain.Genesis) : ((long)kept[1]!, (string)kept[2]!)) == (length, head),
            () => $"{BooksTables.ChainHeads.Name} has another head of {table.Name} than its last row");
    }
}
