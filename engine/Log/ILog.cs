namespace Sluice.Engine.Log;

/// <summary>
/// A partitioned, append-only log. Implementations are safe for concurrent callers. A read sees only what an append
/// has acknowledged, and everything acknowledged survives a crash.
/// </summary>
public interface ILog : IAsyncDisposable
{
    /// <summary>
    /// Whether all records are written by this program, which places them by <see cref="Partitioner"/>: then a key lies in
    /// one partition. False where others write too, who may place keys otherwise.
    /// </summary>
    bool PlacesKeys { get; }

    /// <summary>Creates the topic where it is missing.</summary>
    /// <exception cref="LogException">
    /// It cannot be made now; or (<see cref="LogException.NeedsDecision"/>) it exists and is not as it must be.
    /// </exception>
    ValueTask EnsureTopicAsync(TopicSpec topic, CancellationToken cancel);

    /// <summary>The topics there are, by name.</summary>
    ValueTask<IReadOnlyList<TopicSpec>> TopicsAsync(CancellationToken cancel);

    /// <summary>
    /// The records from <paramref name="fromOffset"/> on: at least one, waiting for it when the end is reached, at most
    /// <paramref name="maxRecords"/> and, past the first record, <paramref name="maxBytes"/>. Where nothing readable
    /// lies between the offset and an end beyond it (markers of transactions, aborted or compacted records), the batch
    /// is empty and its <see cref="LogBatch.NextOffset"/> is that end: whoever follows it reaches the end always.
    /// </summary>
    /// <exception cref="LogException">The offset lies before the first retained record or beyond the end.</exception>
    ValueTask<LogBatch> ReadAsync(TopicPartition source, long fromOffset, int maxRecords, int maxBytes, CancellationToken cancel);

    /// <summary>First retained offset and one past the last of every partition of a topic.</summary>
    ValueTask<IReadOnlyList<OffsetRange>> OffsetsAsync(string topic, CancellationToken cancel);

    /// <summary>
    /// Appends all batches durably, in order within a partition; returns the first offset of each. A record's origin is
    /// kept for readers from outside (on Kafka as the header <c>sluice-origin</c>); <see cref="ReadAsync"/> may leave it out.
    /// </summary>
    /// <exception cref="LogException">Not appended, or (<see cref="LogException.OutcomeUnknown"/>) perhaps appended.</exception>
    ValueTask<IReadOnlyList<long>> AppendAsync(IReadOnlyList<(TopicPartition Target, AppendFrames Records)> batches, CancellationToken cancel);
}

/// <summary>A topic and how it is kept.</summary>
/// <param name="RetentionBytes">Oldest records beyond this many bytes a partition may go; null keeps all.</param>
public sealed record TopicSpec(string Name, int Partitions, long? RetentionBytes = null);

/// <summary>The retained offsets of a partition: <paramref name="Start"/> inclusive, <paramref name="End"/> exclusive.</summary>
public readonly record struct OffsetRange(long Start, long End);

/// <summary>The log refused, or could not be reached.</summary>
public sealed class LogException(string message, bool outcomeUnknown = false, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>True when an append may have taken effect all the same.</summary>
    public bool OutcomeUnknown { get; } = outcomeUnknown;

    /// <summary>
    /// True where trying again cannot help and going on by itself would be wrong, as where records are gone that were not
    /// read yet, or a topic is set up wrongly: whoever uses the log stops and says so, and a person decides.
    /// </summary>
    public bool NeedsDecision { get; init; }
}
