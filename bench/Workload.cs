using System.Text;
using Sluice.Engine.Log;
using Sluice.Samples;

namespace Sluice.Bench;

/// <summary>A generated month, plain and without faults, as batches ready to append, made as they are asked for.</summary>
internal sealed class Workload(SampleOptions options, int partitions)
{
    private const int BatchRecords = 500;

    private readonly SampleMonth _month = new(options with { Faults = false, Plain = true });

    /// <summary>Bytes of the reports' payloads so far.</summary>
    public long PayloadBytes { get; private set; }

    /// <summary>Clients, providers and rules, all but those of one topic.</summary>
    public IEnumerable<(TopicPartition Target, AppendFrames Records)> Reference(string? except = null) =>
        Batches(_month.Records().TakeWhile(r => r.Topic != SampleTopics.Reports).Where(r => r.Topic != except), timestamp: static () => 0);

    /// <summary>The reports.</summary>
    public IEnumerable<(TopicPartition Target, AppendFrames Records)> Reports() =>
        Batches(Records(), timestamp: static () => 0);

    /// <summary>The reports one by one, with their partition.</summary>
    public IEnumerable<SampleRecord> Records() => _month.Records().Where(r => r.Topic == SampleTopics.Reports);

    /// <summary>The reports one by one, ready to append.</summary>
    public IEnumerable<Message> Messages() => Records().Select(r => new Message(PartitionOf(r), Encoding.UTF8.GetBytes(r.Key), r.Json));

    public TopicPartition PartitionOf(SampleRecord record) => record.Topic == SampleTopics.Reports
        ? new TopicPartition(record.Topic, Partitioner.PartitionOf(Encoding.UTF8.GetBytes(record.Key), partitions))
        : new TopicPartition(record.Topic, 0);

    private IEnumerable<(TopicPartition Target, AppendFrames Records)> Batches(IEnumerable<SampleRecord> records, Func<long> timestamp)
    {
        var open = new Dictionary<TopicPartition, LogBatchBuilder>();
        foreach (var record in records)
        {
            var target = PartitionOf(record);
            if (!open.TryGetValue(target, out var builder))
            {
                open[target] = builder = new LogBatchBuilder();
            }

            builder.Add(Encoding.UTF8.GetBytes(record.Key), record.Json, timestamp());
            PayloadBytes += record.Json.Length;
            if (builder.Count == BatchRecords)
            {
                yield return (target, builder.Take());
            }
        }

        foreach (var (target, builder) in open.Where(o => o.Value.Count > 0))
        {
            yield return (target, builder.Take());
        }
    }
}
