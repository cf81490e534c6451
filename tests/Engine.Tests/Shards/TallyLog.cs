using System.Text;
using Sluice.Engine.Log;

namespace Sluice.Engine.Tests.Shards;

/// <summary>Batches of numbers for a machine, and ways to append them to a log.</summary>
internal static class TallyLog
{
    public static LogBatch Batch(int shard, long from, params (string Key, string Text)[] records) =>
        Batch(TallyTopology.Numbers, shard, from, records);

    public static LogBatch Batch(string topic, int shard, long from, params (string Key, string Text)[] records) =>
        new(new TopicPartition(topic, shard), from, from + records.Length, records.Length, Frames(records).Bytes);

    public static AppendFrames Frames(params (string Key, string Text)[] records)
    {
        var builder = new LogBatchBuilder();
        foreach (var (key, text) in records)
        {
            builder.Add(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(text), timestampMs: 1_700_000_000_000);
        }

        return builder.Take();
    }

    /// <summary>Appends numbers, each to the partition of its key.</summary>
    public static async Task SendAsync(this ILog log, int shards, params (string Key, string Text)[] records)
    {
        foreach (var record in records)
        {
            var partition = Partitioner.PartitionOf(Encoding.UTF8.GetBytes(record.Key), shards);
            await log.AppendAsync([(new TopicPartition(TallyTopology.Numbers, partition), Frames(record))], CancellationToken.None);
        }
    }

    /// <summary>Appends prices to the reference topic.</summary>
    public static async Task SendPricesAsync(this ILog log, params (string Group, string Price)[] prices) =>
        await log.AppendAsync([(new TopicPartition(TallyTopology.Prices, 0), Frames(prices))], CancellationToken.None);
}
