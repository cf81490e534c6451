using System.Text.Json;
using Sluice.Topology.Time;

namespace Sluice.Topology.Tests.Billing.Margin;

/// <summary>One accepted version of a report and where it lies.</summary>
internal sealed record PlainVersion(long Offset, string Report, long Revision, int Month, bool Cancelled, string Content)
{
    private static readonly BusinessCalendar s_calendar = new("Asia/Kolkata");

    /// <summary>The versions of each report that are neither repeated nor lower than one before, by report.</summary>
    public static IEnumerable<List<PlainVersion>> Of(IEnumerable<MarginRecord> log) =>
        log.Select(Read).GroupBy(v => v.Report).Select(versions => versions.Aggregate(new List<PlainVersion>(), (kept, next) =>
        {
            var highest = kept.Count == 0 ? 0 : kept.Max(v => v.Revision);
            if (next.Revision > highest || (next.Revision == highest && kept.TrueForAll(v => v.Content != next.Content)))
                kept.Add(next);
            return kept;
        }));

    private static PlainVersion Read(MarginRecord record, int offset)
    {
        using var json = JsonDocument.Parse(record.Json);
        var root = json.RootElement;
        var month = s_calendar.MonthOf(root.GetProperty("completed_at").GetDateTimeOffset().UtcTicks).Index;
        var cancelled = root.TryGetProperty("cancelled", out var flag) && flag.GetBoolean();
        return new(offset, $"{record.Key} {root.GetProperty("report_id")}", root.GetProperty("revision").GetInt64(), month, cancelled, record.Json);
    }
}
