using Sluice.Engine.State;

namespace Sluice.Engine.Reference;

/// <summary>The reference data as of a position of every reference topic. Immutable; any thread may hold it.</summary>
public sealed record ReferenceView<TReference>(TReference Data, Positions Positions, IReadOnlyList<RejectedReference> Rejected);

/// <summary>A reference record that could not be taken: the shard its partition falls to dead-letters it.</summary>
public sealed record RejectedReference(
    Log.TopicPartition Source,
    long Offset,
    byte[]? Key,
    byte[]? Payload,
    Outputs.DeadLetterReason Reason);
