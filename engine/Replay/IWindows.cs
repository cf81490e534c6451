using Sluice.Engine.Control;
using Sluice.Engine.Log;
using Sluice.Engine.State;

namespace Sluice.Engine.Replay;

/// <summary>The records of a partition once more: those of some windows from the log, and what their shard has made of all of them.</summary>
public interface IWindows
{
    /// <summary>
    /// Hands over, in order, the records of a topic's partition from <paramref name="from"/> to below <paramref name="end"/>
    /// that may bear on any of the windows: all that the shard owns and could take, and more; those it set aside (quarantined,
    /// another shard's keys) not.
    /// </summary>
    /// <exception cref="WindowLostException">The log no longer holds all of them.</exception>
    Task ReadWindowsAsync(string topic, int shard, IReadOnlySet<int> windows, long from, long end, RecordSink sink, CancellationToken cancel);

    /// <summary>
    /// Hands over the segments that a shard has stored so far, in the order of their sequence, while it goes on: what one
    /// held may come again in another.
    /// </summary>
    /// <param name="source">The shard's partition of a topic.</param>
    /// <param name="below">All before this offset must have been taken.</param>
    /// <exception cref="WindowLostException">It has not.</exception>
    Task LoadSegmentsAsync(TopicPartition source, long below, SegmentSink sink, CancellationToken cancel);
}

/// <summary>Takes one record; its bytes are valid during the call only.</summary>
public delegate void RecordSink(in Record record);
