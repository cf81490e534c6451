using System.Globalization;
using System.Text.Json;
using Sluice.Engine.Control;
using Sluice.Topology.Books.Sheets;

namespace Sluice.Topology.Books.Commands;

/// <summary>How the outcomes of commands speak to people.</summary>
internal static class Words
{
    private const int Shown = 10;

    public static string Count(long count, string noun) => $"{count.ToString("#,##0", CultureInfo.InvariantCulture)} {noun}{(count == 1 ? "" : "s")}";

    /// <summary>The first few, and how many more there are.</summary>
    public static string Few(IReadOnlyCollection<string> all) =>
        string.Join(", ", all.Take(Shown)) + (all.Count > Shown ? $", and {all.Count - Shown} more" : "");

    /// <summary>Records and what keeps them from being billed: each reason once, with its first records.</summary>
    public static string Blocked(List<BlockedRecord> records)
    {
        var kinds = string.Join(", ", records.GroupBy(record => record.Kind).OrderBy(kind => kind.Key, StringComparer.Ordinal).Select(kind => $"{kind.Count()} {kind.Key}"));
        var reasons = records.GroupBy(record => (record.Kind, record.Reason)).Select(same =>
            $"{same.Key.Reason} ({same.Key.Kind}): "
            + Few([.. same.Select(record => $"{FinanceTopics.Reports}/{record.Shard} offset {record.Offset} ({record.ClientId} {record.RecordId})")])).ToList();
        return $"{Count(records.Count, "record")} ({kinds}): {string.Join("; ", reasons.Take(Shown))}"
            + (reasons.Count > Shown ? $"; and {Count(reasons.Count - Shown, "more reason")}" : "");
    }

    /// <summary>What the sender gave as the reason, where anything.</summary>
    public static string Because(Command command) => command.Reason.Length == 0 ? "" : $": {command.Reason}";

    /// <summary>The result of a command that wrote documents.</summary>
    public static string Json(IReadOnlyList<string> documents) => JsonSerializer.Serialize(new Dictionary<string, object>(StringComparer.Ordinal) { ["documents"] = documents });
}
