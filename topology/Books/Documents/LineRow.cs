using Sluice.Topology.Books.Sheets;

namespace Sluice.Topology.Books.Documents;

/// <summary>A document's line as a row of <see cref="BooksTables.InvoiceLines"/>.</summary>
internal static class LineRow
{
    public static SheetLine Read(object?[] row)
    {
        var table = BooksTables.InvoiceLines;
        T Get<T>(string column) => (T)row[table.Ordinal(column)]!;
        return new(
            Get<string?>("rule_id"),
            Get<string>("kind"),
            (int?)Get<long?>("tier"),
            Get<long>("units"),
            Get<decimal?>("unit_price"),
            Get<decimal>("amount"),
            Get<string>("description"),
            Get<DateTimeOffset?>("rule_recorded_at"));
    }

    /// <param name="at">Its place in the document, from 1.</param>
    public static object?[] Write(string number, long at, SheetLine line) =>
    [
        number,
        at,
        line.RuleId,
        line.Kind,
        line.Tier is { } tier ? (long)tier : null,
        line.Units,
        line.UnitPrice,
        line.Amount,
        line.Description,
        line.RuleRecordedAt,
    ];
}
