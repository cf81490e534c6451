using Sluice.Engine.Log;
using Sluice.Topology.Records;
using Sluice.Topology.Records.Shapes;

namespace Sluice.Cli.Ingest;

/// <summary>
/// Sends records to the partitions of their keys in large appends. While one append is at the log the next is being
/// filled; more are not held in memory. Used by one thread at a time.
/// </summary>
internal sealed class TopicAppender(ILog log, TopicShape shape, int partitions, TimeProvider time)
{
    /// <summary>Records of one append; with one fsync each, this many cost little more than the fsync.</summary>
    private const int RecordsMax = 16_384;

    /// <summary>Bytes of one append, so that a forwarded one fits into one message.</summary>
    private const int BytesMax = 3 << 20;

    private readonly LogBatchBuilder[] _builders = [.. Enumerable.Range(0, partitions).Select(_ => new LogBatchBuilder())];
    private Task _underWay = Task.CompletedTask;
    private long _timestamp = time.GetUtcNow().ToUnixTimeMilliseconds();
    private int _records;
    private int _bytes;
    private long _sent;

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

    /// <summary>Waits for the append under way and begins the next.</summary>
    public async Task SendAsync(CancellationToken cancel)
    {
        await FlushAsync();
        var batches = new List<(TopicPartition, AppendFrames)>();
        for (var partition = 0; partition < _builders.Length; partition++)
        {
            if (_builders[partition].Count > 0)
            {
                batches.Add((new TopicPartition(shape.Topic, partition), _builders[partition].Take()));
            }
        }

        (_sent, _records, _bytes) = (_records, 0, 0);
        _timestamp = time.GetUtcNow().ToUnixTimeMilliseconds();
        _underWay = log.AppendAsync(batches, cancel).AsTask();
    }

    /// <summary>Waits until everything sent is durable.</summary>
    public async Task FlushAsync()
    {
        await _underWay;
        Acknowledged += _sent;
        _sent = 0;
        _underWay = Task.CompletedTask;
    }
}
