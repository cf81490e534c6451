using Sluice.Engine.Log;
using Sluice.Engine.State;

namespace Sluice.Engine.Actors;

/// <summary>
/// One flow on one shard: the keyed actors of a business process, over the shard's partition of every input. Plain
/// single-threaded code without I/O, clock or chance: same state and same input make the same changes.
/// </summary>
/// <remarks>All members are called on the shard's thread.</remarks>
public abstract class ShardFlow<TReference>
{
    /// <summary>Derives everything that is not stored from the facts just restored, as of the reference data.</summary>
    public abstract void Rebuild(TReference reference);

    /// <summary>
    /// The reference data moved on: begins to work out the figures anew. Until <see cref="EndAdvance"/> every row given
    /// out is of the data before, so that a commit never shows figures of two books.
    /// </summary>
    public abstract void BeginAdvance(TReference target);

    /// <summary>Works on for about so many units; records may be received in between. True once all is worked out.</summary>
    /// <param name="units">A unit is some nanoseconds of work: a fact looked at that the change leaves as it was.</param>
    public virtual bool ContinueAdvance(int units) => true;

    /// <summary>All flows have worked out theirs: from now on the figures are those of the target.</summary>
    public abstract void EndAdvance();

    /// <summary>Takes one record, or sets it aside with a reason.</summary>
    /// <param name="input">The number of the input within the topology.</param>
    public abstract void Receive(int input, TopicPartition source, in Record record, StepOutput output);

    /// <summary>Gives out the rows that changed since the last call.</summary>
    public abstract void Collect(StepOutput output);
}

/// <summary>What a flow is built from.</summary>
/// <param name="Shard">Number of the shard.</param>
/// <param name="Shards">How many there are.</param>
/// <param name="State">Where the flow registers its parts of the state.</param>
/// <param name="Windows">Notes which offsets hold which windows.</param>
/// <param name="Counters">Counts that commit with the shard.</param>
/// <param name="Fingerprints">Sums over the facts; a window is a month, counted from 0001-01.</param>
public sealed record ShardContext(int Shard, int Shards, ShardState State, WindowIndex Windows, Counters Counters, Fingerprints Fingerprints);
