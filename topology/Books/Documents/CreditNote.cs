namespace Sluice.Topology.Books.Documents;

/// <summary>A booked credit note against one document, as <see cref="BooksTables.CreditNotes"/> keeps it.</summary>
public sealed record CreditNote(string Number, string Kind, string InvoiceNumber, PartyKey Party, decimal Amount)
{
    public const string Manual = "manual";
    public const string Rerun = "rerun";

    public static CreditNote Of(object?[] row)
    {
        var table = BooksTables.CreditNotes;
        return new(
            (string)row[0]!,
            (string)row[table.Ordinal("kind")]!,
            (string)row[table.Ordinal("invoice_number")]!,
            new PartyKey(
                (string)row[table.Ordinal("party_type")]!,
                (string)row[table.Ordinal("party_id")]!,
                (string)row[table.Ordinal("month")]!,
                (string)row[table.Ordinal("currency")]!),
            (decimal)row[table.Ordinal("amount")]!);
    }
}
