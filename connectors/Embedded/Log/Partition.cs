using Sluice.Engine.Log;

namespace Sluice.Connectors.Embedded.Log;

/// <summary>
/// Where a partition begins and ends. The writer's thread alone changes it, first <see cref="Pending"/> within its
/// transaction, then by <see cref="Publish"/>; any thread reads what is published and waits for more.
/// </summary>
internal sealed class Partition(TopicPartition name, long firstId, long? retentionBytes)
{
    private TaskCompletionSource _grown = NewSignal();
    private long _start;
    private long _end;

    public TopicPartition Name { get; } = name;

    /// <summary>The id of a segment at offset 0.</summary>
    public long FirstId { get; } = firstId;

    public long? RetentionBytes { get; } = retentionBytes;

    /// <summary>As the writer's open transaction sees it; touched by the writer's thread only.</summary>
    public Extent Pending { get; set; }

    /// <summary>What is committed and may be read. The start is read after the end: it may only have moved on.</summary>
    public OffsetRange Published
    {
        get
        {
            var end = Volatile.Read(ref _end);
            return new OffsetRange(Math.Min(Volatile.Read(ref _start), end), end);
        }
    }

    /// <summary>Makes the pending extent the readers'.</summary>
    public void Publish()
    {
        Volatile.Write(ref _end, Pending.End);
        Volatile.Write(ref _start, Pending.Start);
        Wake();
    }

    /// <summary>Lets waiting readers look again.</summary>
    public void Wake() => Interlocked.Exchange(ref _grown, NewSignal()).TrySetResult();

    /// <summary>A task that ends with the next publication; take it before looking at the end.</summary>
    public Task Growth => Volatile.Read(ref _grown).Task;

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>First and one past the last offset of a partition, and the bytes between.</summary>
internal readonly record struct Extent(long Start, long End, long Bytes);
