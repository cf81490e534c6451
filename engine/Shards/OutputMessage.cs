using Sluice.Engine.Log;
using Sluice.Engine.Outputs;

namespace Sluice.Engine.Shards;

/// <summary>A row as an output topic shows it.</summary>
/// <param name="Row">The row as it stands; null where it is gone.</param>
internal sealed record OutputMessage(object?[] Key, object?[]? Row, Origin Origin)
{
    /// <summary>The messages as records, by partition; within one in the order of their origins.</summary>
    public static List<(TopicPartition Target, AppendFrames Records)> Frames(
        TableSchema table, IEnumerable<OutputMessage> messages, int partitions, long timestampMs)
    {
        var targets = new Dictionary<int, LogBatchBuilder>();
        foreach (var message in messages.OrderBy(m => m.Origin, Origin.Order))
        {
            var key = RowJson.Key(table, message.Key);
            var partition = Partitioner.PartitionOf(key, partitions);
            if (!targets.TryGetValue(partition, out var builder))
            {
                targets[partition] = builder = new LogBatchBuilder();
            }

            var value = message.Row is null ? null : RowJson.Message(table, message.Row);
            builder.Add(hasKey: true, key, hasValue: value is not null, value, timestampMs, origin: message.Origin.ToUtf8());
        }

        return [.. targets.Select(t => (new TopicPartition(table.Name, t.Key), t.Value.Take()))];
    }
}
