using Sluice.Engine.State;

namespace Sluice.Engine.Reference;

/// <summary>The reference data as of a position of every reference topic. Immutable; any thread may hold it.</summary>
/// <param name="Taken">Every record in the data, in the order in which this process read them.</param>
/// <param name="Rejected">Every record that could not be taken.</param>
public sealed record ReferenceView<TReference>(
    TReference Data,
    Positions Positions,
    IReadOnlyList<TakenReference> Taken,
    IReadOnlyList<RejectedReference> Rejected);

/// <summary>A reference record and where it lies.</summary>
public readonly record struct TakenReference(Log.TopicPartition Source, long Offset, object Decoded);

/// <summary>A reference record that could not be taken: the shard its partition falls to dead-letters it.</summary>
public sealed record RejectedReference(
    Log.TopicPartition Source,
    long Offset,
    byte[]? Key,
    byte[]? Payload,
    Outputs.DeadLetterReason Reason);
