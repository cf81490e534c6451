using Sluice.Cli.Reading;
using Sluice.Cli.Rendering;
using Sluice.Topology;

namespace Sluice.Cli.Doctor;

/// <summary>How far the books are behind the log.</summary>
internal static class LagChecks
{
    public static async Task<Finding> LagAsync(IBooksReader reader, CancellationToken cancel)
    {
        var graph = FinanceTopology.Build(new BooksSettings());
        var rows = await LagReport.ReadAsync(
            reader, [.. graph.Streams.Select(s => s.Topic)], [.. graph.ReferenceTopics.Select(t => t.Topic)], cancel);
        var (lag, shards) = (rows.Sum(r => (long)r[LagReport.Table.Ordinal("lag")]!), rows.Select(r => r[0]).Distinct().Count());
        var unread = rows.Where(r => (string?)r[LagReport.Table.Ordinal("kind")] == LagReport.UnreadKind).Select(r => $"{r[1]}/{r[2]}").ToList();
        return unread.Count > 0
            ? new Finding("lag", Verdict.Warn, $"nobody reads {string.Join(", ", unread)}", "never run yet, or added to the topic since: then make the topic anew as it was, with its records")
            : lag == 0 ? new Finding("lag", Verdict.Ok, $"none, of {shards} shards")
            : new Finding("lag", Verdict.Info, $"{Amounts.Count(lag)} records over {shards} shards are not in the books yet", "./sluice run takes them in; show lag has the shards");
    }
}
