using System.Text.Json;
using Sluice.Oracle.Shapes;

namespace Sluice.Oracle.Facts;

/// <summary>What one accepted message said about a report. Two are the same content when they are equal.</summary>
/// <param name="CompletedAt">UTC ticks, 100 ns since 0001-01-01T00:00:00Z.</param>
/// <param name="Revision">From 1.</param>
/// <param name="BodyPart">Empty when absent.</param>
public sealed record ReportVersion(
    string ClientId, string ReportId, long Revision, bool Cancelled, string ProviderId, string Modality,
    string BodyPart, string Priority, long Images, long CompletedAt)
{
    /// <summary>Reads a report that has passed its shape.</summary>
    /// <param name="report">The record.</param>
    /// <param name="share">Returns one instance for equal texts: a million reports name few clients.</param>
    internal static ReportVersion Read(JsonElement report, Func<string, string> share) => new(
        share(report.Text("client_id")),
        report.Text("report_id"),
        report.WholeOrNull("revision") ?? 1,
        report.Flag("cancelled"),
        share(report.Text("provider_id")),
        share(report.Text("modality")),
        share(report.TextOrNull("body_part") ?? ""),
        share(report.Text("priority")),
        report.WholeOrNull("images")!.Value,
        report.Instant("completed_at"));
}
