using Sluice.Engine.Outputs;
using Sluice.Topology.Books;
using Sluice.Topology.Time;

namespace Sluice.Cli.Documents;

/// <summary>A document of the books with all that belongs to it. Amounts are in <see cref="Currency"/> unless said otherwise.</summary>
/// <param name="Row">Of <see cref="BooksTables.Invoices"/>.</param>
/// <param name="LineRows">Of <see cref="BooksTables.InvoiceLines"/>, in order.</param>
/// <param name="NoteRows">Credit notes against it, of <see cref="BooksTables.CreditNotes"/>, in order of number.</param>
internal sealed record Document(object?[] Row, IReadOnlyList<object?[]> LineRows, IReadOnlyList<object?[]> NoteRows)
{
    private static readonly TableSchema Table = BooksTables.Invoices;

    public string Number => Text("invoice_number");

    /// <summary>Whether it bills a client; else it states what a provider has earned.</summary>
    public bool IsReceivable => Text("party_type") == "client";

    public bool IsSupplementary => Text("kind") == "supplementary";

    public string PartyId => Text("party_id");

    public BusinessMonth Month => BusinessMonth.Parse(Text("month"));

    public string Currency => Text("currency");

    public decimal Total => (decimal)Value("total")!;

    /// <summary>In the base currency; null where no rate was known.</summary>
    public decimal? TotalBase => (decimal?)Value("total_inr");

    /// <summary>Base currency for one unit of <see cref="Currency"/>.</summary>
    public decimal? FxRate => (decimal?)Value("fx_rate");

    public DateTimeOffset IssuedAt => (DateTimeOffset)Value("issued_at")!;

    /// <summary>The document that a supplementary one adds to; null where there was none.</summary>
    public string? Original => (string?)Value("original_number");

    /// <summary>The other side, as it was known at the cut.</summary>
    public DocumentParty Party => DocumentParty.Read((string?)Value("party"), PartyId);

    public IReadOnlyList<DocumentLine> Lines => [.. LineRows.Select(DocumentLine.Of)];

    public IReadOnlyList<DocumentNote> Notes => [.. NoteRows.Select(DocumentNote.Of)];

    /// <summary>The sum of its credit notes.</summary>
    public decimal Credited => Notes.Sum(n => n.Amount);

    /// <summary>What is left of it; below zero a credit balance.</summary>
    public decimal TotalDue => Total - Credited;

    private object? Value(string column) => Row[Table.Ordinal(column)];

    private string Text(string column) => (string)Value(column)!;
}

/// <summary>A line of a document.</summary>
/// <param name="UnitPrice">Null where the units differ in price.</param>
internal sealed record DocumentLine(string Description, string? RuleId, string Kind, long? Units, decimal? UnitPrice, decimal Amount)
{
    private static readonly TableSchema Table = BooksTables.InvoiceLines;

    /// <summary>Without a description its kind says what it is.</summary>
    public static DocumentLine Of(object?[] row)
    {
        var kind = (string)row[Table.Ordinal("kind")]!;
        return new DocumentLine(
            (string?)row[Table.Ordinal("description")] is { Length: > 0 } words ? words : kind.Replace('_', ' '),
            (string?)row[Table.Ordinal("rule_id")],
            kind,
            (long?)row[Table.Ordinal("units")] is > 0 and var units ? units : null,
            (decimal?)row[Table.Ordinal("unit_price")],
            (decimal)row[Table.Ordinal("amount")]!);
    }
}

/// <summary>A credit note against a document, in the document's currency.</summary>
internal sealed record DocumentNote(string Number, string Kind, string Reason, string PostedMonth, decimal Amount, DateTimeOffset IssuedAt)
{
    private static readonly TableSchema Table = BooksTables.CreditNotes;

    public static DocumentNote Of(object?[] row) => new(
        (string)row[0]!,
        (string)row[Table.Ordinal("kind")]!,
        (string?)row[Table.Ordinal("reason")] ?? "",
        (string?)row[Table.Ordinal("posted_month")] ?? "",
        (decimal)row[Table.Ordinal("amount")]!,
        (DateTimeOffset)row[Table.Ordinal("issued_at")]!);
}
