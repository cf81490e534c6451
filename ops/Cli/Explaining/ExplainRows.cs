using System.Globalization;
using System.Text.Json;
using Sluice.Engine.Outputs;
using Sluice.Topology;
using Sluice.Topology.Books.Explaining;

namespace Sluice.Cli.Explaining;

/// <summary>Explanations for programs: a row a line and report; a line that counts no report has one, which says what it stands for.</summary>
internal static class ExplainRows
{
    private static readonly Column[] Shared =
    [
        new("line", ColumnType.Integer),
        new("rule_id", ColumnType.Text),
        new("rule_recorded_at", ColumnType.Instant),
        new("kind", ColumnType.Text),
        new("tier", ColumnType.Integer),
        new("units", ColumnType.Integer),
        new("unit_price", ColumnType.Amount),
        new("amount", ColumnType.Amount),
        new("currency", ColumnType.Text),
        new("fx_rate", ColumnType.Amount),
        new("fx_rates", ColumnType.Text),
        new("topic", ColumnType.Text),
        new("partition", ColumnType.Integer),
        new("offset", ColumnType.Integer),
        new("report_id", ColumnType.Text),
        new("client_id", ColumnType.Text),
        new("provider_id", ColumnType.Text),
        new("modality", ColumnType.Text),
        new("body_part", ColumnType.Text),
        new("priority", ColumnType.Text),
        new("images", ColumnType.Integer),
        new("completed_at", ColumnType.Instant),
        new("business_date", ColumnType.Text),
        new("cogs", ColumnType.Amount),
        new("cogs_currency", ColumnType.Text),
        new("explains", ColumnType.Text),
    ];

    public static readonly TableSchema OfInvoice = new("explain_invoice", KeyColumns: 2, Outbox: false, [new("invoice_number", ColumnType.Text), .. Shared]);

    public static readonly TableSchema OfMargin = new("explain_margin", KeyColumns: 2, Outbox: false, [new("month", ColumnType.Text), .. Shared]);

    /// <param name="first">The value of the first column.</param>
    public static IReadOnlyList<object?[]> Of(string first, IEnumerable<ExplainedLine> lines) =>
    [
        .. lines.SelectMany(line => line.Reports.Count == 0
            ? [[first, .. Line(line), .. new object?[14], line.Explains]]
            : line.Reports.Select(report => (object?[])[first, .. Line(line), .. Report(report), line.Explains])),
    ];

    private static object?[] Line(ExplainedLine line) =>
    [
        (long)line.Number,
        line.Line.RuleId,
        line.Line.RuleRecordedAt,
        line.Line.Kind,
        line.Line.Tier is { } tier ? (long)tier : null,
        line.Line.Units,
        line.Line.UnitPrice,
        line.Line.Amount,
        line.Currency,
        line.Rate?.Rate,
        line.Rate is null ? null : JsonSerializer.Serialize(line.Rate.Behind.Select(rate => new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["date"] = Date(rate.Date), ["rate"] = rate.Rate, ["source"] = rate.Source,
        })),
    ];

    private static object?[] Report(LineReport line) =>
    [
        FinanceTopics.Reports,
        (long)line.Report.Partition,
        line.Report.Offset,
        line.Report.ReportId,
        line.ClientId,
        line.Report.ProviderId,
        line.Report.Modality,
        line.Report.BodyPart.Length == 0 ? null : line.Report.BodyPart,
        line.Report.Priority.ToString().ToUpperInvariant(),
        line.Report.Images,
        line.Report.CompletedAt,
        Date(line.Report.BusinessDate),
        line.Report.Cogs,
        line.Report.CogsCurrency,
    ];

    private static string Date(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
