using System.Globalization;
using Sluice.Engine.Outputs;
using Sluice.Topology.Books.Documents;
using Sluice.Topology.Books.Explaining;
using Sluice.Topology.Time;

namespace Sluice.Topology.Books.Verifying;

/// <summary>Laws that hold within the documents: footing, notes, numbers, chains, months.</summary>
internal static class DocumentChecks
{
    public static BookCheck Footing(KeptBooks books)
    {
        List<string> breaks = [];
        foreach (var invoice in books.Invoices)
        {
            var lines = books.LineRows[invoice.Number].ToList();
            var sum = lines.Sum(line => (decimal)line[BooksTables.InvoiceLines.Ordinal("amount")]!);
            if (sum != invoice.Total)
            {
                breaks.Add($"the lines of {invoice.Number} come to {Amount(sum)}, and its total is {Amount(invoice.Total)}");
            }

            if (!lines.Select(line => (long)line[1]!).SequenceEqual(Enumerable.Range(1, lines.Count).Select(i => (long)i)))
            {
                breaks.Add($"the lines of {invoice.Number} are not numbered 1 to {lines.Count}");
            }
        }

        var known = books.Invoices.Select(invoice => invoice.Number).ToHashSet(StringComparer.Ordinal);
        breaks.AddRange(books.LineRows.Where(lines => !known.Contains(lines.Key)).Select(lines => $"there are lines of {lines.Key}, and no such document"));
        return new("footing", "a document's lines sum to its total", books.Invoices.Count, breaks);
    }

    public static BookCheck Notes(KeptBooks books)
    {
        List<string> breaks = [];
        var invoices = books.Invoices.ToDictionary(invoice => invoice.Number, StringComparer.Ordinal);
        foreach (var document in books.Notes.GroupBy(note => note.InvoiceNumber, StringComparer.Ordinal))
        {
            if (!invoices.TryGetValue(document.Key, out var invoice))
            {
                breaks.Add($"{document.First().Number} credits {document.Key}, and there is no such document");
                continue;
            }

            breaks.AddRange(document.Where(note => note.Party != invoice.Party).Select(note => $"{note.Number} is of {note.Party}, and {invoice.Number}, which it credits, of {invoice.Party}"));
            var rerun = document.Where(note => note.Kind == CreditNote.Rerun).Sum(note => note.Amount);
            if (rerun > invoice.Total)
            {
                breaks.Add($"reruns have credited {Amount(rerun)} of {invoice.Number}, whose total is {Amount(invoice.Total)}");
            }
        }

        var (kind, command) = (BooksTables.AuditLogs.Ordinal("kind"), BooksTables.AuditLogs.Ordinal("command_id"));
        var audited = books.AuditRows.Where(row => (string)row[kind]! == "credit-note").Select(row => (string)row[command]!).ToHashSet(StringComparer.Ordinal);
        var written = books.NoteRows.Where(row => CreditNote.Of(row).Kind == CreditNote.Manual).ToLookup(row => (string)row[BooksTables.CreditNotes.Ordinal("command_id")]!, StringComparer.Ordinal);
        breaks.AddRange(audited.Where(id => !written.Contains(id)).Order(StringComparer.Ordinal).Select(id => $"the note that {BooksTables.AuditLogs.Name} says command {id} wrote is not there"));
        breaks.AddRange(written.Where(notes => !audited.Contains(notes.Key)).Select(notes => $"{notes.First()[0]} was written by hand, and {BooksTables.AuditLogs.Name} does not say so"));
        return new("credit notes", "a note is of its document's account; reruns never credit more than the document; notes by hand are in the audit log", books.Notes.Count, breaks);
    }

    public static BookCheck Numbers(KeptBooks books, DocumentNumbering numbering)
    {
        var given = books.Invoices.Select(invoice => (Series: SeriesOf(invoice), invoice.Party.Month, invoice.Number))
            .Concat(books.Notes.Select(note => (Series: DocumentNumbering.CreditNotes, note.Party.Month, note.Number)))
            .ToLookup(document => (document.Series, document.Month), document => document.Number);
        var last = books.NumberRows.ToDictionary(row => ((string)row[0]!, (string)row[1]!), row => (long)row[2]!);
        List<string> breaks = [];
        foreach (var key in given.Select(of => of.Key).Union(last.Keys).Order())
        {
            var (series, month) = key;
            var (there, end) = (given[key].ToHashSet(StringComparer.Ordinal), last.GetValueOrDefault(key));
            var due = Enumerable.Range(1, (int)end).Select(number => numbering.Of(series, BusinessMonth.Parse(month), number)).ToHashSet(StringComparer.Ordinal);
            breaks.AddRange(due.Except(there).Order(StringComparer.Ordinal).Select(number => $"{number} is missing: {series} of {month} goes up to {end}"));
            breaks.AddRange(there.Except(due).Order(StringComparer.Ordinal).Select(number => $"{number} is not one of the {end} numbers given in {series} of {month}"));
        }

        return new("numbers", "every series and month counts from 1 without gaps, up to the last number given", books.Invoices.Count + books.Notes.Count, breaks);
    }

    public static BookCheck Chains(KeptBooks books)
    {
        List<string> breaks =
        [
            .. Chain(books, BooksTables.Invoices, books.InvoiceRows, invoice => books.LineRows[(string)invoice[0]!].Select(line => (BooksTables.InvoiceLines, line))),
            .. Chain(books, BooksTables.CreditNotes, books.NoteRows, _ => []),
            .. Chain(books, BooksTables.AuditLogs, books.AuditRows, _ => []),
        ];
        return new("hash chains", "every row has the hash of its contents and of the row before, up to the head", books.InvoiceRows.Count + books.NoteRows.Count + books.AuditRows.Count, breaks);
    }

    public static BookCheck Months(KeptBooks books, DecisionLog log)
    {
        var closed = log.Now.Clients.SelectMany(id => log.Now.MonthsOf(id).Select(month => (Month: BusinessMonth.FromIndex(month).ToString(), Client: id))).ToHashSet();
        var marked = books.StatusRows.Select(row => (Month: (string)row[0]!, Client: (string)row[1]!)).Where(row => row.Client.Length > 0).ToHashSet();
        List<string> breaks =
        [
            .. closed.Except(marked).Order().Select(at => $"{at.Month} of {at.Client} is booked, and {BooksTables.MonthStatus.Name} does not say that it is closed"),
            .. marked.Except(closed).Order().Select(at => $"{BooksTables.MonthStatus.Name} says that {at.Month} of {at.Client} is closed, and nothing is booked"),
            .. books.StatusRows.Where(row => (string)row[2]! != "closed").Select(row => $"{BooksTables.MonthStatus.Name} says that {row[0]} of {row[1]} is {row[2]}, which no closed month is"),
            .. WithoutStatus(books),
        ];
        return new("months", "a month is closed where it is booked", closed.Union(marked).Count(), breaks);
    }

    /// <summary>Months with a statement that are not marked as having theirs: a close would issue them again.</summary>
    private static IEnumerable<string> WithoutStatus(KeptBooks books) =>
        books.Invoices.Where(invoice => invoice.Party.Type == PartyKey.Provider).Select(invoice => invoice.Party.Month)
            .Except(books.StatementRows.Select(row => (string)row[0]!), StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .Select(month => $"{month} has statements, and {BooksTables.StatementStatus.Name} does not say that they are issued");

    private static IEnumerable<string> Chain(
        KeptBooks books, TableSchema table, IReadOnlyList<object?[]> rows, Func<object?[], IEnumerable<(TableSchema, object?[])>> details)
    {
        var kept = books.HeadRows.FirstOrDefault(row => (string)row[0]! == table.Name);
        if (kept is null && rows.Count > 0)
        {
            yield return $"{BooksTables.ChainHeads.Name} has no head of {table.Name}, which has {rows.Count} rows";
        }

        var (length, end) = kept is null ? (0L, HashChain.Genesis) : ((long)kept[1]!, (string)kept[2]!);
        var next = rows.ToLookup(row => (string?)row[HashChain.PreviousOf(table)] ?? "", StringComparer.Ordinal);
        var (head, walked) = (HashChain.Genesis, 0L);
        for (; walked < rows.Count && next[head].FirstOrDefault() is { } row; walked++)
        {
            var hash = (string?)row[HashChain.HashOf(table)];
            if (HashChain.Next(head, table, row, details(row)) != hash)
            {
                yield return $"{table.Name} {row[0]} is not what its hash was made of: it or one of its lines has changed";
                yield break;
            }

            head = hash!;
            if (walked + 1 == length && head != end)
            {
                yield return $"{BooksTables.ChainHeads.Name} has another head for {table.Name} than its row {row[0]}";
            }
        }

        if (walked < rows.Count || walked < length)
        {
            yield return $"the chain of {table.Name} breaks off after {walked} rows: it has {rows.Count}, and {BooksTables.ChainHeads.Name} counts {length}";
        }
    }

    private static string SeriesOf(Invoice invoice) => invoice.Kind == Invoice.Supplementary ? DocumentNumbering.Supplementary
        : invoice.Party.Type == PartyKey.Client ? DocumentNumbering.Invoices
        : DocumentNumbering.Statements;

    private static string Amount(decimal amount) => amount.ToString("#,##0.00######", CultureInfo.InvariantCulture);
}
