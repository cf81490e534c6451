using Sluice.Engine.State;
using Sluice.Topology.Time;

namespace Sluice.Topology.Books.Documents;

/// <summary>The documents of a month as they are booked, and what they come to (contract §4).</summary>
public sealed class MonthDocuments
{
    private readonly Dictionary<PartyKey, List<Invoice>> _invoices = [];
    private readonly Dictionary<string, List<CreditNote>> _notes = new(StringComparer.Ordinal);

    public MonthDocuments(IEnumerable<Invoice> invoices, IEnumerable<CreditNote> notes)
    {
        foreach (var party in invoices.GroupBy(i => i.Party))
        {
            _invoices[party.Key] = [.. party.OrderBy(i => i.Decision).ThenBy(i => i.Number, StringComparer.Ordinal)];
        }

        foreach (var document in notes.GroupBy(n => n.InvoiceNumber))
        {
            _notes[document.Key] = [.. document];
        }
    }

    /// <summary>Every account with a document, in the order of <see cref="PartyKey"/>.</summary>
    public IEnumerable<PartyKey> Parties => _invoices.Keys.Order(PartyKey.Order);

    public static async Task<MonthDocuments> LoadAsync(IStore store, BusinessMonth month, CancellationToken cancel)
    {
        (string, object)[] ofMonth = [("month", month.ToString())];
        var invoices = await store.ReadRowsAsync(BooksTables.Invoices, ofMonth, cancel);
        var notes = await store.ReadRowsAsync(BooksTables.CreditNotes, ofMonth, cancel);
        return new(invoices.Select(Invoice.Of), notes.Select(CreditNote.Of));
    }

    /// <summary>An account's documents, oldest first.</summary>
    public IReadOnlyList<Invoice> Of(PartyKey party) => _invoices.GetValueOrDefault(party) ?? [];

    /// <summary>Σ invoices − Σ rerun notes: what the last computation came to.</summary>
#if PLANTED_BUGS
    public decimal Computed(PartyKey party) => Engine.PlantedBugs.Is(Engine.Bug.RerunAppliedTwice)
        ? Of(party).Take(1).Sum(i => i.Total)
        : Of(party).Sum(i => i.Total - NotesOf(i, rerunOnly: true));
#else
    public decimal Computed(PartyKey party) => Of(party).Sum(i => i.Total - NotesOf(i, rerunOnly: true));
#endif

    /// <summary>Σ invoices − Σ credit notes.</summary>
    public decimal TotalDue(PartyKey party) => Of(party).Sum(i => i.Total - NotesOf(i, rerunOnly: false));

    /// <summary>How much a rerun may still credit of a document: its total less its rerun notes.</summary>
    public decimal LeftForRerun(Invoice invoice) => invoice.Total - NotesOf(invoice, rerunOnly: true);

    /// <summary>How much may be credited of a document by hand: its total less all its notes, never below 0.</summary>
    public decimal LeftForManual(Invoice invoice) => Math.Max(0m, invoice.Total - NotesOf(invoice, rerunOnly: false));

    private decimal NotesOf(Invoice invoice, bool rerunOnly) =>
        _notes.GetValueOrDefault(invoice.Number)?.Where(n => !rerunOnly || n.Kind == CreditNote.Rerun).Sum(n => n.Amount) ?? 0m;
}
