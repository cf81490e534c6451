using Sluice.Engine.Outputs;
using Sluice.Topology.Books;
using Sluice.Topology.Books.Documents;

namespace Sluice.Checking.Books;

/// <summary>A row of <c>finance_invoices</c> with its lines, read apart from the code that settles documents.</summary>
internal sealed record StoredDocument(
    string Number, string Kind, PartyKey Party, decimal Total, decimal? InBase, decimal? Rate, string CommandId, string? Original, IReadOnlyList<StoredLine> Lines)
{
    /// <param name="rows">All rows of a table.</param>
    public static IReadOnlyList<StoredDocument> All(Func<TableSchema, IReadOnlyList<object?[]>> rows)
    {
        var lines = rows(BooksTables.InvoiceLines).ToLookup(row => (string)row[0]!, StoredLine.Of, StringComparer.Ordinal);
        return [.. rows(BooksTables.Invoices).Select(row => Of(new TableRow(BooksTables.Invoices, row), lines))];
    }

    private static StoredDocument Of(TableRow row, ILookup<string, StoredLine> lines) => new(
        row.Get<string>("invoice_number"),
        row.Get<string>("kind"),
        row.Party(),
        row.Get<decimal>("total"),
        row.Get<decimal?>("total_inr"),
        row.Get<decimal?>("fx_rate"),
        row.Get<string>("command_id"),
        row.Get<string?>("original_number"),
        [.. lines[row.Get<string>("invoice_number")]]);
}

/// <summary>A row of <c>finance_invoice_lines</c>.</summary>
internal sealed record StoredLine(string? RuleId, string Kind, long? Tier, long Units, decimal? UnitPrice, decimal Amount)
{
    public static StoredLine Of(object?[] values)
    {
        var row = new TableRow(BooksTables.InvoiceLines, values);
        return new(
            row.Get<string?>("rule_id"),
            row.Get<string>("kind"),
            row.Get<long?>("tier"),
            row.Get<long>("units"),
            row.Get<decimal?>("unit_price"),
            row.Get<decimal>("amount"));
    }
}

/// <summary>A row of <c>finance_credit_notes</c>.</summary>
internal sealed record StoredNote(
    string Number, string Kind, string Document, PartyKey Party, string PostedMonth, decimal Amount, decimal? Rate, decimal? InBase, string CommandId)
{
    /// <param name="rows">All rows of a table.</param>
    public static IReadOnlyList<StoredNote> All(Func<TableSchema, IReadOnlyList<object?[]>> rows) =>
        [.. rows(BooksTables.CreditNotes).Select(row => Of(new TableRow(BooksTables.CreditNotes, row)))];

    private static StoredNote Of(TableRow row) => new(
        row.Get<string>("credit_note_number"),
        row.Get<string>("kind"),
        row.Get<string>("invoice_number"),
        row.Party(),
        row.Get<string>("posted_month"),
        row.Get<decimal>("amount"),
        row.Get<decimal?>("fx_rate"),
        row.Get<decimal?>("amount_inr"),
        row.Get<string>("command_id"));
}

/// <summary>A row, by the names of its columns.</summary>
internal readonly record struct TableRow(TableSchema Table, object?[] Values)
{
    public T Get<T>(string column) => (T)Values[Table.Ordinal(column)]!;

    public PartyKey Party() => new(Get<string>("party_type"), Get<string>("party_id"), Get<string>("month"), Get<string>("currency"));
}
