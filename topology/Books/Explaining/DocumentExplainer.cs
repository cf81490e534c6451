using System.Globalization;
using Sluice.Topology.Books.Documents;
using Sluice.Topology.Books.Sheets;
using Sluice.Topology.Money;
using Sluice.Topology.Time;

namespace Sluice.Topology.Books.Explaining;

/// <summary>
/// Explains documents and credit notes by computing them again from the log, as the decision did that wrote them: what is
/// listed is what made them, or it says that it does not.
/// </summary>
public sealed class DocumentExplainer
{
    private readonly IBooksSource _source;
    private readonly DecisionLog _log;
    private readonly Recomputer _recomputer;

    private DocumentExplainer(IBooksSource source, BooksSettings settings, DecisionLog log) =>
        (_source, _log, _recomputer) = (source, log, new Recomputer(source, settings, log));

    public static async Task<DocumentExplainer> OpenAsync(IBooksSource source, BooksSettings settings, CancellationToken cancel) =>
        new(source, settings, await DecisionLog.LoadAsync(source, cancel));

    /// <summary>The document or credit note of a number, or null where there is none.</summary>
    /// <exception cref="ExplainException">It does not come to what it says, or what made it is not kept.</exception>
    public async Task<ExplainedDocument?> ExplainAsync(string number, CancellationToken cancel)
    {
        var invoices = await _source.RowsAsync(BooksTables.Invoices, [("invoice_number", number)], cancel);
        if (invoices.Count > 0)
        {
            return await InvoiceAsync(invoices[0], cancel);
        }

        var notes = await _source.RowsAsync(BooksTables.CreditNotes, [("credit_note_number", number)], cancel);
        return notes.Count > 0 ? await NoteAsync(notes[0], cancel) : null;
    }

    private async Task<ExplainedDocument> InvoiceAsync(object?[] row, CancellationToken cancel)
    {
        var invoice = Invoice.Of(row);
        var commandId = (string)row[BooksTables.Invoices.Ordinal("command_id")]!;
        var lines = await RecomputedAsync(invoice.Party, commandId, cancel);
        var kept = await _source.RowsAsync(BooksTables.InvoiceLines, [("invoice_number", invoice.Number)], cancel);
        if (kept.Count == lines.Count + 1 && (string)kept[^1][BooksTables.InvoiceLines.Ordinal("kind")]! == LineKinds.AlreadyInvoiced)
        {
            lines = [.. lines, await BookedBeforeAsync(invoice.Party, commandId, lines.Count + 1, cancel)];
        }

        if (invoice.Party.Type == PartyKey.Provider && _log.IsLaterClose(commandId, invoice.Party.Month))
        {
            lines = RoundedTogether(invoice.Party, kept, lines);
        }

        Check(invoice.Number, kept, lines);
        return new ExplainedDocument(invoice.Number, invoice.Kind, invoice.Party, invoice.Total, lines);
    }

    /// <summary>
    /// Lines that add to others are rounded together with them (<see cref="Statements.Added"/>), so that each may say one minor
    /// unit more or less than its own reports come to.
    /// </summary>
    private static IReadOnlyList<ExplainedLine> RoundedTogether(PartyKey party, IReadOnlyList<object?[]> kept, IReadOnlyList<ExplainedLine> lines)
    {
        var unit = MoneyMath.Unit(party.Currency);
        return [.. lines.Select((line, i) => i < kept.Count && kept[i][BooksTables.InvoiceLines.Ordinal("amount")] is decimal booked && Math.Abs(booked - line.Line.Amount) <= unit
            ? line with { Line = line.Line with { Amount = booked } }
            : line)];
    }

    private async Task<ExplainedDocument> NoteAsync(object?[] row, CancellationToken cancel)
    {
        var note = CreditNote.Of(row);
        T Get<T>(string column) => (T)row[BooksTables.CreditNotes.Ordinal(column)]!;
        var (commandId, reason) = (Get<string>("command_id"), Get<string>("reason"));
        if (note.Kind == CreditNote.Manual)
        {
            var words = $"by hand against {note.InvoiceNumber}{(reason.Length > 0 ? $": {reason}" : ", without a reason given")} (command {commandId})";
            var line = new SheetLine(null, note.Kind, null, 1, -note.Amount, -note.Amount, words, null);
            return new ExplainedDocument(note.Number, note.Kind, note.Party, -note.Amount, [new(1, line, note.Party.Currency, [], null, words)]);
        }

        var lines = await RecomputedAsync(note.Party, commandId, cancel);
        var before = await BookedBeforeAsync(note.Party, commandId, lines.Count + 1, cancel);
        var delta = lines.Sum(line => line.Line.Amount) + before.Line.Amount;
        var siblings = (await _source.RowsAsync(BooksTables.CreditNotes, [("command_id", commandId)], cancel)).Select(CreditNote.Of)
            .Where(other => other.Party == note.Party)
            .ToList();
        if (siblings.Sum(other => other.Amount) != -delta)
        {
            throw new ExplainException(
                $"{note.Number}: its rerun credited {Amount(siblings.Sum(other => other.Amount))} in all, and its recomputation comes to {Amount(-delta)}");
        }

        var others = siblings.Where(other => other.Number != note.Number).ToList();
        if (others.Count > 0)
        {
            var rest = others.Sum(other => other.Amount);
            var words = $"credited by {string.Join(", ", others.Select(other => $"{other.Number} of {other.InvoiceNumber}"))}";
            lines = [.. lines, before, new(lines.Count + 2, new SheetLine(null, CreditNote.Rerun, null, 1, rest, rest, words, null), note.Party.Currency, [], null, words)];
        }
        else
        {
            lines = [.. lines, before];
        }

        return new ExplainedDocument(note.Number, note.Kind, note.Party, -note.Amount, lines);
    }

    private async Task<IReadOnlyList<ExplainedLine>> RecomputedAsync(PartyKey party, string commandId, CancellationToken cancel)
    {
        var isClient = party.Type == PartyKey.Client;
        var month = await _recomputer.AsDecidedAsync(commandId, BusinessMonth.Parse(party.Month), isClient ? party.Id : null, cancel);
        return month.AccountOf(party).Lines.Count == 0 ? []
            : isClient ? LineExplainer.Client(month, party.Id)
            : LineExplainer.Provider(month, party.Id, party.Currency);
    }

    /// <summary>What the account's documents came to before the decision, as a line that takes it off.</summary>
    private async Task<ExplainedLine> BookedBeforeAsync(PartyKey party, string commandId, int number, CancellationToken cancel)
    {
        var place = _log.PlaceOf(commandId);
        (string, object)[] ofParty = [("party_type", party.Type), ("party_id", party.Id), ("month", party.Month), ("currency", party.Currency)];
        var invoices = (await _source.RowsAsync(BooksTables.Invoices, ofParty, cancel))
            .Where(row => _log.PlaceOf((string)row[BooksTables.Invoices.Ordinal("command_id")]!) < place)
            .Select(Invoice.Of)
            .Select(invoice => (invoice.Number, Amount: invoice.Total));
        var notes = (await _source.RowsAsync(BooksTables.CreditNotes, ofParty, cancel))
            .Where(row => _log.PlaceOf((string)row[BooksTables.CreditNotes.Ordinal("command_id")]!) < place)
            .Select(CreditNote.Of)
            .Where(note => note.Kind == CreditNote.Rerun)
            .Select(note => (note.Number, Amount: -note.Amount));
        var all = invoices.Concat(notes).ToList();
        var sum = all.Sum(document => document.Amount);
        var words = $"less {string.Join(", ", all.Select(document => $"{document.Number} {Amount(document.Amount)}"))}";
        return new(number, new SheetLine(null, LineKinds.AlreadyInvoiced, null, 1, -sum, -sum, words, null), party.Currency, [], null, words);
    }

    private static void Check(string number, IReadOnlyList<object?[]> kept, IReadOnlyList<ExplainedLine> lines)
    {
        var table = BooksTables.InvoiceLines;
        for (var at = 0; at < Math.Max(kept.Count, lines.Count); at++)
        {
            var (was, now) = (at < kept.Count ? kept[at] : null, at < lines.Count ? lines[at].Line : null);
            var isSame = was is not null && now is not null
                && (string?)was[table.Ordinal("rule_id")] == now.RuleId
                && (string)was[table.Ordinal("kind")]! == now.Kind
                && (long)was[table.Ordinal("units")]! == now.Units
                && (decimal)was[table.Ordinal("amount")]! == now.Amount;
            if (!isSame)
            {
                throw new ExplainException(
                    $"{number} line {at + 1}: {(was is null ? "it has none" : $"it says {Amount((decimal)was[table.Ordinal("amount")]!)}")}, "
                    + $"and its recomputation {(now is null ? "has none" : $"comes to {Amount(now.Amount)}")}");
            }
        }
    }

    private static string Amount(decimal amount) => amount.ToString("#,##0.00######", CultureInfo.InvariantCulture);
}
