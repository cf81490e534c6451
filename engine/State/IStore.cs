using System.Buffers;
using System.Runtime.InteropServices;
using Sluice.Engine.Outputs;

namespace Sluice.Engine.State;

/// <summary>
/// Where a shard's state, outputs, outbox and positions commit together. Safe for concurrent callers; commits of one
/// shard are applied in the order of their sequence.
/// </summary>
public interface IStore : IAsyncDisposable
{
    /// <summary>Creates or extends what the tables need; safe to repeat.</summary>
    ValueTask PrepareAsync(IReadOnlyList<TableSchema> tables, CancellationToken cancel);

    /// <summary>
    /// Takes the shard: bumps its epoch, so that every earlier owner is fenced, waits for that owner's commit under way,
    /// and only then reads where the shard stands.
    /// </summary>
    ValueTask<ShardLease> TakeAsync(int shard, CancellationToken cancel);

    /// <summary>Hands over the shard's segments in the order of their sequence.</summary>
    ValueTask LoadAsync(ShardLease lease, SegmentSink sink, CancellationToken cancel);

    /// <summary>Applies all of the commit or nothing, durably.</summary>
    /// <exception cref="FencedException">Another owner has the shard, or its sequence is not the one before this.</exception>
    /// <exception cref="CommitUnknownException">It may have been applied: take the shard again and look.</exception>
    /// <exception cref="StoreException">Not applied, and nothing is wrong with the lease.</exception>
    ValueTask CommitAsync(ShardCommit commit, CancellationToken cancel);

    /// <summary>
    /// Gives each key of the group that nobody owns to the shard, durably, and returns the owners of all of them, in their
    /// order. What was once given stays: no lease is needed, and asking again gives the same answer.
    /// </summary>
    /// <remarks>Needs the table <see cref="EngineTables.KeyOwner"/>.</remarks>
    /// <exception cref="CommitUnknownException">The keys may have been given: ask again.</exception>
    /// <exception cref="StoreException">Nothing was given.</exception>
    ValueTask<IReadOnlyList<int>> ClaimKeysAsync(string group, int shard, IReadOnlyList<string> keys, CancellationToken cancel);

    /// <summary>The oldest outbox entries not yet completed, at most <paramref name="max"/> commits' worth.</summary>
    ValueTask<IReadOnlyList<OutboxEntry>> ReadOutboxAsync(int max, CancellationToken cancel);

    /// <summary>In one transaction: applies <paramref name="rows"/> and removes the entries.</summary>
    /// <exception cref="StoreException">Nothing was applied; also when an entry was completed before, whose rows may be stale by now.</exception>
    ValueTask CompleteOutboxAsync(IReadOnlyList<OutboxEntry> entries, IReadOnlyList<RowChange> rows, CancellationToken cancel);

    /// <summary>
    /// The rows of a table whose named columns have the given values (none named: all), ordered by key; of a schema with
    /// fewer columns than the table has, in those.
    /// </summary>
    ValueTask<IReadOnlyList<object?[]>> ReadRowsAsync(TableSchema table, IReadOnlyList<(string Column, object Value)> where, CancellationToken cancel);

    /// <summary>For each of the groups, in their order, the rows whose named columns have the group's values, ordered by key.</summary>
    ValueTask<IReadOnlyList<IReadOnlyList<object?[]>>> ReadGroupsAsync(
        TableSchema table, IReadOnlyList<string> columns, IReadOnlyList<object?[]> groups, CancellationToken cancel);

    /// <summary>Where every shard stands, by shard; a snapshot for people.</summary>
    ValueTask<IReadOnlyList<ShardStanding>> StandingsAsync(CancellationToken cancel);
}

/// <summary>Receives one stored segment and the sequence it is kept under; the bytes are valid during the call only.</summary>
public delegate void SegmentSink(long sequence, ReadOnlySpan<byte> segment);

/// <summary>The right to commit for a shard, until someone takes it with a higher epoch.</summary>
public sealed record ShardLease(int Shard, long Epoch, long Sequence, Positions Positions);

/// <summary>Where a shard stands.</summary>
public sealed record ShardStanding(int Shard, long Epoch, long Sequence, Positions Positions);

/// <summary>What one step of a shard changes: all of it, or nothing.</summary>
public sealed class ShardCommit
{
    public required int Shard { get; init; }

    /// <summary>The lease's epoch: the commit fails where it is no longer the shard's.</summary>
    public required long Epoch { get; init; }

    /// <summary>This commit's number; the store must stand at the one before.</summary>
    public required long Sequence { get; init; }

    /// <summary>Where the shard stands after it.</summary>
    public required Positions Positions { get; init; }

    /// <summary>The facts and values it changes, as a segment; empty when none.</summary>
    public required ReadOnlyMemory<byte> Segment { get; init; }

    /// <summary>Replaces the segments <c>From ≤ sequence ≤ To</c> by one, kept under <c>To</c>; null for none.</summary>
    public SegmentMerge? Merge { get; init; }

    /// <summary>Changes of output tables, in order. The keys of those in outbox tables go to the outbox with the commit.</summary>
    public required IReadOnlyList<RowChange> Rows { get; init; }

    /// <summary>
    /// Gives the segments' bytes back to the pool they come from. For the one who made the commit, once it is applied:
    /// nobody may look at them afterwards. Safe to leave out.
    /// </summary>
    public void Release()
    {
        Return(Segment);
        Return(Merge?.Bytes ?? default);
    }

    private static void Return(ReadOnlyMemory<byte> bytes)
    {
        if (MemoryMarshal.TryGetArray(bytes, out var rented) && rented.Array is { Length: > 0 } array)
        {
            ArrayPool<byte>.Shared.Return(array);
        }
    }

    /// <summary>Bytes of the segment, the merged one included: what the facts cost to keep.</summary>
    public long PayloadBytes => Segment.Length + (Merge?.Bytes.Length ?? 0);
}

/// <summary>Small segments rewritten as one.</summary>
public sealed record SegmentMerge(long From, long To, ReadOnlyMemory<byte> Bytes);

/// <summary>The keys of outbox tables that one commit changed.</summary>
/// <param name="Keys">Table name and key values, at most once each.</param>
public sealed record OutboxEntry(int Shard, long Sequence, IReadOnlyList<(string Table, object?[] Key)> Keys);

/// <summary>The shard belongs to someone else now. Drop its state and wait for a new assignment.</summary>
public sealed class FencedException(string message) : Exception(message);

/// <summary>Nobody knows whether the commit was applied. Take the shard again, then load.</summary>
public sealed class CommitUnknownException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>The store refused or could not be reached; nothing was applied.</summary>
public sealed class StoreException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Whether the same call may succeed later.</summary>
    public StoreRefusal Refusal { get; init; }
}
