using Sluice.Engine;
using Sluice.Topology.Books.Sheets;
using Sluice.Topology.Time;

namespace Sluice.Topology.Books.Documents;

/// <summary>A document that has no number yet. Law: its lines sum to its total.</summary>
/// <param name="Addressee">Name, address and tax id of the party, as JSON.</param>
/// <param name="OriginalNumber">Of a supplementary document: the newest one before it, or null.</param>
public sealed record DraftDocument(
    string Series,
    string Kind,
    PartyKey Party,
    BusinessMonth Month,
    string Addressee,
    IReadOnlyList<SheetLine> Lines,
    decimal Total,
    decimal? TotalBase,
    decimal? FxRate,
    string? OriginalNumber)
{
    /// <summary>Asserts the law, and that there is something to write.</summary>
    public void Check()
    {
        Invariant.Check(Lines.Count > 0, "a party without lines gets no document");
        Invariant.Check(Lines.Sum(line => line.Amount) == Total, "a document's lines sum to its total");
    }
}

/// <summary>A credit note that has no number yet.</summary>
/// <param name="Invoice">What it is written against.</param>
/// <param name="Amount">Above 0, in the document's currency.</param>
/// <param name="PostedMonth">The month whose accounts it enters.</param>
public sealed record DraftNote(string Kind, Invoice Invoice, BusinessMonth Month, BusinessMonth PostedMonth, decimal Amount, decimal? AmountBase, string Reason);

/// <summary>An entry of the audit log that has no number yet.</summary>
/// <param name="PartyType">Null where it concerns no party, or all.</param>
public sealed record DraftAudit(string Kind, string? PartyType, string? PartyId, string? Date, string Reason);
