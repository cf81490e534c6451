using Sluice.Topology.Books.Sheets;
using Sluice.Topology.Money;
using Sluice.Topology.Time;

namespace Sluice.Topology.Books.Documents;

/// <summary>
/// What a recomputed account differs by from its documents, and the documents that make up for it (contract §4): less is
/// credited against the newest documents first, each at most what remains of it; more is a supplementary document.
/// </summary>
/// <param name="Booked">Σ invoices − Σ rerun notes.</param>
public sealed record Difference(PartyKey Party, decimal Booked, decimal Recomputed)
{
    public decimal Delta => Recomputed - Booked;

    /// <summary>The credit notes that take −delta off the documents.</summary>
    public IReadOnlyList<DraftNote> Notes(MonthDocuments documents, BusinessMonth month, BusinessMonth posted, string baseCurrency, string reason)
    {
        var notes = new List<DraftNote>();
        var left = -Delta;
        foreach (var invoice in documents.Of(Party).Reverse())
        {
            var amount = Math.Min(left, documents.LeftForRerun(invoice));
            if (amount > 0)
            {
                notes.Add(NoteOf(CreditNote.Rerun, invoice, month, posted, amount, baseCurrency, reason));
                left -= amount;
            }
        }

        Engine.Invariant.Check(left == 0, "what a rerun takes off an account is never more than its documents");
        return notes;
    }

    /// <summary>A note takes its document's rate.</summary>
    public static DraftNote NoteOf(
        string kind, Invoice invoice, BusinessMonth month, BusinessMonth posted, decimal amount, string baseCurrency, string reason) =>
        new(kind, invoice, month, posted, amount, invoice.FxRate is { } rate ? InBase(amount, rate, baseCurrency) : null, reason);

    /// <summary>round(amount × rate), or null where it exceeds what a document can carry.</summary>
    public static decimal? InBase(decimal amount, decimal rate, string baseCurrency)
    {
        try
        {
            return MoneyMath.Round(amount * rate, baseCurrency);
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    /// <summary>All lines of the recomputation, less what the documents before come to.</summary>
    public IReadOnlyList<SheetLine> SupplementaryLines(IReadOnlyList<SheetLine> recomputed, MonthDocuments documents)
    {
        if (Booked == 0)
        {
            return recomputed;
        }

        var before = string.Join(", ", documents.Of(Party).Select(i => i.Number));
        return [.. recomputed, new SheetLine(null, LineKinds.AlreadyInvoiced, null, 1, -Booked, -Booked, $"less already invoiced ({before}, net of credit notes)", null)];
    }
}
