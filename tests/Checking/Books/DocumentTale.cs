using Sluice.Engine.Outputs;
using Sluice.Topology.Books.Documents;

namespace Sluice.Checking.Books;

/// <summary>
/// Which documents and notes every command has to write (contract §4), and whether it wrote these and no others. It keeps
/// its own account of what stands; the order of documents is that of the commands that wrote them.
/// </summary>
/// <param name="rows">All rows of a table.</param>
/// <param name="isOpen">Whether a month is still open for a party, as the story stands.</param>
internal sealed class DocumentTale(Func<TableSchema, IReadOnlyList<object?[]>> rows, Func<PartyKey, string, bool> isOpen)
{
    private readonly ILookup<string, StoredDocument> _documents = StoredDocument.All(rows).ToLookup(d => d.CommandId, StringComparer.Ordinal);
    private readonly ILookup<string, StoredNote> _notes = StoredNote.All(rows).ToLookup(n => n.CommandId, StringComparer.Ordinal);
    private readonly Dictionary<PartyKey, List<StoredDocument>> _standing = [];
    private readonly Dictionary<string, decimal> _rerun = new(StringComparer.Ordinal);
    private readonly Dictionary<PartyKey, ExpectedDocument> _expected = [];
    private readonly List<ExpectedNote> _expectedNotes = [];

    /// <summary>Documents and notes that a command has written.</summary>
    public int CountOf(ToldCommand command) => _documents[command.Id].Count() + _notes[command.Id].Count();

    /// <summary>The account's first document, where it has a line: at a close.</summary>
    public void ExpectFirst(PartyKey party, ExpectedSheet sheet)
    {
        BooksBrokenException.Unless(Of(party).Count == 0, () => $"{Accounts.Words(party)} had documents before it was closed");
        if (sheet.Lines.Count > 0)
        {
            _expected[party] = new("invoice", sheet.Total, sheet.Lines, null, sheet);
        }
    }

    /// <summary>What the account gains by clients that close later.</summary>
    public void ExpectAdded(PartyKey party, ExpectedSheet sheet)
    {
        if (sheet.Total != 0)
        {
            _expected[party] = new("supplementary", sheet.Total, sheet.Lines, Newest(party), sheet);
        }
    }

    /// <summary>What makes up for the difference to a recomputation: more is a document over all of it, less are notes, the newest document first.</summary>
    public void ExpectRerun(PartyKey party, ExpectedSheet sheet)
    {
        var booked = Of(party).Sum(Left);
        var left = booked - sheet.Total;
        if (left < 0)
        {
            var before = booked == 0 ? [] : new[] { new ExpectedLine(null, ExpectedLine.AlreadyInvoiced, null, 1, -booked) };
            _expected[party] = new("supplementary", -left, [.. sheet.Lines, .. before], Newest(party), sheet);
        }

        for (var i = Of(party).Count - 1; i >= 0 && left > 0; i--)
        {
            var amount = Math.Min(left, Left(Of(party)[i]));
            if (amount > 0)
            {
                ExpectNote("rerun", Of(party)[i].Number, amount);
                left -= amount;
            }
        }
    }

    public void ExpectNote(string kind, string document, decimal amount) => _expectedNotes.Add(new(kind, document, amount));

    /// <summary>Takes what a command wrote: what was expected since the one before, and nothing else.</summary>
    /// <exception cref="BooksBrokenException">It wrote something else.</exception>
    public void Take(ToldCommand command)
    {
        foreach (var document in _documents[command.Id])
        {
            BooksBrokenException.Unless(
                _expected.Remove(document.Party, out var expected) || (document is { Kind: "invoice", Total: 0 } && !LinesOf(document).Any()),
                () => $"{command} has written {document.Number} for {Accounts.Words(document.Party)}, which needed none");
            if (expected is not null)
            {
                Check(document, expected);
            }

            Add(document);
        }

        BooksBrokenException.Unless(_expected.Count == 0, () => $"{command} has written nothing for {Accounts.Words(_expected.First().Key)}");
        var notes = _notes[command.Id].ToList();
        var (given, due) = (Words(notes.Select(n => new ExpectedNote(n.Kind, n.Document, n.Amount))), Words(_expectedNotes));
        BooksBrokenException.Unless(given == due, () => $"{command} has written the notes [{given}], and had to write [{due}]");
        foreach (var note in notes)
        {
            var month = FirstOpen(note.Party);
            BooksBrokenException.Unless(note.PostedMonth == month, () => $"{note.Number} of {Accounts.Words(note.Party)} is posted to {note.PostedMonth}; {month} was the first open month");
            _rerun[note.Document] = _rerun.GetValueOrDefault(note.Document) + (note.Kind == "rerun" ? note.Amount : 0);
        }

        _expectedNotes.Clear();
    }

    private static void Check(StoredDocument document, ExpectedDocument expected)
    {
        BooksBrokenException.Unless(
            document.Kind == expected.Kind && document.Original == expected.Original && document.Total == expected.Total,
            () => $"{document.Number} is {document.Kind} over {document.Total} to {document.Original}; it had to be {expected.Kind} over {expected.Total} to {expected.Original}");
        var (given, due) = (Words(LinesOf(document)), Words(expected.Lines));
        BooksBrokenException.Unless(given == due, () => $"{document.Number} has the lines [{given}]; these are [{due}]");
        var worth = expected.Kind == "invoice" ? expected.Sheet.InBase : AmountLaws.InBase(document.Total, document.Rate);
        BooksBrokenException.Unless(
            document.InBase == worth && AmountLaws.IsWorth(expected.Sheet.Amount, document.Rate, expected.Sheet.InBase),
            () => $"{document.Number} comes at {document.Rate} to {document.InBase} {MinorUnits.Base}, not to {worth}; {expected.Sheet.Amount} {document.Party.Currency} are {expected.Sheet.InBase}");
    }

    private static IEnumerable<ExpectedLine> LinesOf(StoredDocument document) => document.Lines.Select(ExpectedLine.Of).Where(line => line.Says);

    private void Add(StoredDocument document)
    {
        if (!_standing.TryGetValue(document.Party, out var standing))
        {
            _standing[document.Party] = standing = [];
        }

        standing.Add(document);
    }

    private List<StoredDocument> Of(PartyKey party) => _standing.GetValueOrDefault(party) ?? [];

    private string? Newest(PartyKey party) => Of(party) is [.., var newest] ? newest.Number : null;

    /// <summary>Its total less its rerun notes.</summary>
    private decimal Left(StoredDocument document) => document.Total - _rerun.GetValueOrDefault(document.Number);

    /// <summary>The first month after the account's own that nothing has closed for the party.</summary>
    private string FirstOpen(PartyKey party)
    {
        var month = BooksRecords.NextMonth(party.Month);
        while (!isOpen(party, month))
        {
            month = BooksRecords.NextMonth(month);
        }

        return month;
    }

    /// <summary>Alike where the parts are, in whatever order.</summary>
    private static string Words<T>(IEnumerable<T> parts) => string.Join("; ", parts.Select(part => $"{part}").Order(StringComparer.Ordinal));

    private sealed record ExpectedDocument(string Kind, decimal Total, IReadOnlyList<ExpectedLine> Lines, string? Original, ExpectedSheet Sheet);

    private sealed record ExpectedNote(string Kind, string Document, decimal Amount)
    {
        public override string ToString() => FormattableString.Invariant($"{Kind} {Document} {Amount:0.########}");
    }
}
