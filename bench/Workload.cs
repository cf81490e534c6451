using System.Text;
using Sluice.Engine.Log;
using Sluice.Samples;

namespace Sluice.Bench;

/// <summary>A generated month as batches ready to append: reference records apart, reports by partition.</summary>
internal sealed class Workload
{
    private readonly Dictionary<TopicPartition, LogBatchBuilder> _open = [];
    private readonly List<(TopicPartition Target, AppendFrames Records)> _reports = [];
    private readonly int _batchRecords;

    public Workload(SampleOptions options, int partitions, int batchRecords = 500)
    {
        _batchRecords = batchRecords;
        foreach (var record in new SampleMonth(options).Records())
        {
            var key = Encoding.UTF8.GetBytes(record.Key);
            var isReport = record.Topic == SampleTopics.Reports;
            Add(new TopicPartition(record.Topic, isReport ? Partitioner.PartitionOf(key, partitions) : 0), key, record.Json);
            Reports += isReport ? 1 : 0;
            PayloadBytes += isReport ? record.Json.Length : 0;
        }

        foreach (var target in _open.Keys)
        {
            Flush(target);
        }
    }

    public long Reports { get; private set; }

    public long PayloadBytes { get; private set; }

    public List<(TopicPartition Target, AppendFrames Records)> Reference { get; } = [];

    public IReadOnlyList<(TopicPartition Target, AppendFrames Records)> ReportBatches => _reports;

    private void Add(TopicPartition target, byte[] key, byte[] json)
    {
        if (!_open.TryGetValue(target, out var builder))
        {
            _open[target] = builder = new LogBatchBuilder();
        }

        builder.Add(key, json, timestampMs: 0);
        if (builder.Count == _batchRecords)
        {
            Flush(target);
        }
    }

    private void Flush(TopicPartition target)
    {
        if (_open[target].Count > 0)
        {
            (target.Topic == SampleTopics.Reports ? _reports : Reference).Add((target, _open[target].Take()));
        }
    }
}
