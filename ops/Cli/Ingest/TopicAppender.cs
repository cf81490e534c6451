using Sluice.Engine.Log;
using Sluice.Topology.Records;
using Sluice.Topology.Records.Shapes;

namespace Sluice.Cli.Ingest;

/// <summary>
/// Sends records to the partitions of their keys in large appends. While some are at the log the next is being filled;
/// more are not held in memory. Used by one thread at a time.
/// </summary>
/// <param name="appendsAtOnce">How many may be at the log: it keeps the order in which they were begun.</param>
internal sealed class TopicAppender(ILog log, TopicShape shape, int partitions, int appendsAtOnce, TimeProvider time)
{
    /// <summary>Records of one append; with one fsync each, this many cost little more than the fsync.</summary>
    private const int RecordsMax = 16_384;

    /// <summary>Bytes of one append, so that a forwarded one fits into one message.</summary>
    private const int BytesMax = 3 << 20;

    private readonly LogBatchBuilder[] _builders = [.. Enumerable.Range(0, partitions).Select(_ => new LogBatchBuilder())];
    private readonly Queue<(Task Append, int Records)> _underWay = new();
    private long _timestamp = time.GetUtcNow().ToUnixTimeMilliseconds();
    private int _records;
    private int _bytes;

    /// <summary>Records that the log has acknowledged.</summary>
    public long Acknowledged { get; private set; }

    /// <summary>Whether <see cref="SendAsync"/> is due before the next record.</summary>
    public bool IsFull => _records >= RecordsMax || _bytes >= BytesMax;

    /// <summary>Takes a record as it stands, with the key found in it; one without a key goes to the first partition.</summary>
    public void Add(ReadOnlySpan<byte> payload)
    {
        var key = MessageKey.Extract(shape, payload);
        _builders[Partitioner.PartitionOf(key, _builders.Length)].Add(key, payload, _timestamp);
        _records++;
        _bytes += Frames.Size(key?.Length ?? 0, payload.Length);
    }

    /// <summary>Begins an append, waiting first for the oldest where as many as may be are under way.</summary>
    public async Task SendAsync(CancellationToken cancel)
    {
        while (_underWay.Count >= appendsAtOnce)
        {
            await OldestAsync();
        }

        var batches = new List<(TopicPartition, AppendFrames)>();
        for (var partition = 0; partition < _builders.Length; partition++)
        {
            if (_builders[partition].Count > 0)
            {
                batches.Add((new TopicPartition(shape.Topic, partition), _builders[partition].Take()));
            }
        }

        _timestamp = time.GetUtcNow().ToUnixTimeMilliseconds();
        if (_records > 0)
        {
            _underWay.Enqueue((log.AppendAsync(batches, cancel).AsTask(), _records));
            (_records, _bytes) = (0, 0);
        }
    }

    /// <summary>Waits until everything sent is durable.</summary>
    public async Task FlushAsync()
    {
        while (_underWay.Count > 0)
        {
            await OldestAsync();
        }
    }

    private async Task OldestAsync()
    {
        var (append, records) = _underWay.Dequeue();
        await append;
        Acknowledged += records;
    }
}
