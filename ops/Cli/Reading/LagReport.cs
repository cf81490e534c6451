using Sluice.Engine.Log;
using Sluice.Engine.Outputs;
using Sluice.Engine.State;

namespace Sluice.Cli.Reading;

/// <summary>
/// How far every shard is behind the log, a row a shard and topic; and the partitions that nobody has ever read, as one
/// that was added to a topic.
/// </summary>
internal static class LagReport
{
    /// <summary>The kind of a partition that is none of the books' shards.</summary>
    public const string UnreadKind = "unread";

    public static readonly TableSchema Table = new(
        "lag",
        KeyColumns: 3,
        Outbox: false,
        new("shard", ColumnType.Integer),
        new("topic", ColumnType.Text),
        new("partition", ColumnType.Integer),
        new("kind", ColumnType.Text),
        new("committed", ColumnType.Integer),
        new("end", ColumnType.Integer),
        new("lag", ColumnType.Integer),
        new("epoch", ColumnType.Integer),
        new("records", ColumnType.Integer),
        new("duplicates", ColumnType.Integer),
        new("dead_letters", ColumnType.Integer));

    /// <param name="streams">Topics of which a shard reads its own partition.</param>
    /// <param name="references">Topics that every shard reads whole.</param>
    public static async Task<IReadOnlyList<object?[]>> ReadAsync(
        IBooksReader reader, IReadOnlyList<string> streams, IReadOnlyList<string> references, CancellationToken cancel)
    {
        var counters = (await reader.ReadRowsAsync(EngineTables.Counters, [], cancel))
            .ToDictionary(r => ((long)r[0]!, (string)r[1]!), r => (long)r[2]!);
        var all = await reader.StandingsAsync(cancel);
        var ends = new Dictionary<string, IReadOnlyList<OffsetRange>>(StringComparer.Ordinal);
        foreach (var topic in streams.Concat(references))
        {
            ends[topic] = await reader.OffsetsAsync(topic, cancel);
        }

        var shards = streams.Select(t => ends[t].Count).DefaultIfEmpty(0).Max();
        var standings = all.Below(shards).ToList();
        var rows = new List<object?[]>();
        foreach (var standing in standings.Count > 0 ? standings : NeverRun(shards))
        {
            long Count(string name) => counters.GetValueOrDefault((standing.Shard, name));
            var totals = new object?[] { standing.Epoch, Count("records"), Count("duplicates"), Count("dead_letters") };
            foreach (var (topic, kind) in streams.Select(t => (t, "stream")).Concat(references.Select(t => (t, "reference"))))
            {
                for (var partition = 0; partition < ends[topic].Count; partition++)
                {
                    if (kind == "reference" || partition == standing.Shard)
                    {
                        var committed = standing.Positions[new TopicPartition(topic, partition)];
                        var end = ends[topic][partition].End;
                        rows.Add([(long)standing.Shard, topic, (long)partition, kind, committed, end, Math.Max(0, end - committed), .. totals]);
                    }
                }
            }
        }

        rows.AddRange(standings.Count == 0 ? [] : Unread(streams, ends, standings));
        return rows;
    }

    /// <summary>Shards are taken when the books are first run, all of them: a partition without one is read by nobody.</summary>
    private static IEnumerable<object?[]> Unread(
        IReadOnlyList<string> streams, Dictionary<string, IReadOnlyList<OffsetRange>> ends, IReadOnlyList<ShardStanding> standings) =>
        from topic in streams
        from partition in Enumerable.Range(0, ends[topic].Count).Except(standings.Select(s => s.Shard))
        let range = ends[topic][partition]
        select (object?[])[(long)partition, topic, (long)partition, UnreadKind, range.Start, range.End, range.End - range.Start, 0L, 0L, 0L, 0L];

    /// <summary>Before the first run every partition is a shard that stands at its beginning.</summary>
    private static IEnumerable<ShardStanding> NeverRun(int shards) =>
        Enumerable.Range(0, shards).Select(s => new ShardStanding(s, 0, 0, Positions.None));
}
