using Sluice.Engine.Outputs;
using Sluice.Topology.Books;
using Sluice.Topology.Books.Documents;

namespace Sluice.Checking.Books;

/// <summary>The documents as the story meets them, command after command, against what each account was computed to.</summary>
/// <param name="invoiceRows">All of <see cref="BooksTables.Invoices"/>.</param>
/// <param name="noteRows">All of <see cref="BooksTables.CreditNotes"/>.</param>
internal sealed class Accounts(IReadOnlyList<object?[]> invoiceRows, IReadOnlyList<object?[]> noteRows)
{
    private readonly ILookup<string, Invoice> _invoices = ByCommand(BooksTables.Invoices, invoiceRows, Invoice.Of);
    private readonly ILookup<string, CreditNote> _notes = ByCommand(BooksTables.CreditNotes, noteRows, CreditNote.Of);
    private readonly HashSet<string> _met = [];
    private readonly Dictionary<string, Invoice> _known = [];
    private readonly Dictionary<string, decimal> _credited = [];
    private readonly Dictionary<PartyKey, decimal> _computed = [];
    private readonly Dictionary<PartyKey, decimal> _booked = [];
    private readonly Dictionary<PartyKey, decimal> _manual = [];

    /// <summary>Accounts with a figure or a document.</summary>
    public IEnumerable<PartyKey> All => _computed.Keys.Union(_booked.Keys);

    /// <summary>What the last computation of an account came to.</summary>
    public decimal Computed(PartyKey party) => _computed.GetValueOrDefault(party);

    public void Expect(PartyKey party, decimal computed) => _computed[party] = computed;

    public Invoice? Find(string number) => _known.GetValueOrDefault(number);

    /// <summary>Its total less all notes.</summary>
    public decimal Left(Invoice invoice) => invoice.Total - _credited.GetValueOrDefault(invoice.Number);

    /// <summary>Takes what a command wrote; then every account comes to what it was computed to.</summary>
    public void Take(ToldCommand command)
    {
        _met.Add(command.Id);
        foreach (var invoice in _invoices[command.Id])
        {
            _known[invoice.Number] = invoice;
            _booked[invoice.Party] = _booked.GetValueOrDefault(invoice.Party) + invoice.Total;
        }

        foreach (var note in _notes[command.Id])
        {
            _credited[note.InvoiceNumber] = _credited.GetValueOrDefault(note.InvoiceNumber) + note.Amount;
            var sums = note.Kind == CreditNote.Manual ? _manual : _booked;
            sums[note.Party] = sums.GetValueOrDefault(note.Party) + (note.Kind == CreditNote.Manual ? note.Amount : -note.Amount);
        }

        BooksBrokenException.Unless(
            command.IsDone || (!_invoices[command.Id].Any() && !_notes[command.Id].Any()),
            () => $"{command} has written documents");
        foreach (var party in All)
        {
            BooksBrokenException.Unless(
                _booked.GetValueOrDefault(party) == Computed(party),
                () => $"after {command}: the documents of {Words(party)} come to {_booked.GetValueOrDefault(party)} without manual notes, and a recomputation to {Computed(party)}");
        }
    }

    /// <summary>Every document is of a command that was met; total due is what was computed less what was credited by hand.</summary>
    public void End(IReadOnlyList<object?[]> invoices, IReadOnlyList<object?[]> notes)
    {
        foreach (var command in _invoices.Select(i => i.Key).Concat(_notes.Select(n => n.Key)))
        {
            BooksBrokenException.Unless(_met.Contains(command), () => $"there are documents of {command}, which is no command that has ended");
        }

        var documents = new MonthDocuments(invoices.Select(Invoice.Of), notes.Select(CreditNote.Of));
        foreach (var party in documents.Parties)
        {
            BooksBrokenException.Unless(
                documents.TotalDue(party) == Computed(party) - _manual.GetValueOrDefault(party),
                () => $"total due of {Words(party)} is {documents.TotalDue(party)}; computed were {Computed(party)}, and credited by hand {_manual.GetValueOrDefault(party)}");
        }
    }

    public static string Words(PartyKey party) => $"{party.Type} {party.Id} for {party.Month} in {party.Currency}";

    private static ILookup<string, T> ByCommand<T>(TableSchema table, IReadOnlyList<object?[]> rows, Func<object?[], T> read) =>
        rows.ToLookup(row => (string)row[table.Ordinal("command_id")]!, read, StringComparer.Ordinal);
}
