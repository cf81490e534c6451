using Sluice.Engine;
using Sluice.Engine.Outputs;
using Sluice.Engine.State;
using Sluice.Engine.Testing.Faults;

namespace Sluice.EndToEnd.Child.Killing;

/// <summary>A way to a store that passes a tripwire before and after each call. Safe for concurrent callers, as the store is.</summary>
internal sealed class KillingStore(IStore store, Tripwire wire) : IStore
{
    public async ValueTask PrepareAsync(IReadOnlyList<TableSchema> tables, CancellationToken cancel)
    {
        wire.Pass(FaultPoint.StorePrepare);
        await store.PrepareAsync(tables, cancel);
    }

    public async ValueTask<ShardLease> TakeAsync(int shard, CancellationToken cancel)
    {
        wire.Pass(FaultPoint.StoreTake);
        var lease = await store.TakeAsync(shard, cancel);
        wire.Pass(FaultPoint.StoreTaken);
        return lease;
    }

    public async ValueTask LoadAsync(ShardLease lease, SegmentSink sink, CancellationToken cancel)
    {
        wire.Pass(FaultPoint.StoreLoad);
        await store.LoadAsync(
            lease,
            (sequence, segment) =>
            {
                wire.Pass(FaultPoint.StoreLoadSegment);
                sink(sequence, segment);
            },
            cancel);
    }

    public async ValueTask CommitAsync(ShardCommit commit, CancellationToken cancel)
    {
        var decides = commit.Shard == Limits.ControlShard;
        wire.Pass(FaultPoint.StoreCommit);
        if (decides)
        {
            wire.Pass(KillPoints.ControlCommit);
        }

        await store.CommitAsync(commit, cancel);
        wire.Pass(FaultPoint.StoreCommitApplied);
        if (decides)
        {
            wire.Pass(KillPoints.ControlCommitApplied);
        }
    }

    public async ValueTask<IReadOnlyList<int>> ClaimKeysAsync(string group, int shard, IReadOnlyList<string> keys, CancellationToken cancel)
    {
        wire.Pass(FaultPoint.KeysClaim);
        var owners = await store.ClaimKeysAsync(group, shard, keys, cancel);
        wire.Pass(FaultPoint.KeysClaimed);
        return owners;
    }

    public async ValueTask<IReadOnlyList<OutboxEntry>> ReadOutboxAsync(int max, CancellationToken cancel)
    {
        wire.Pass(FaultPoint.OutboxRead);
        var entries = await store.ReadOutboxAsync(max, cancel);
        wire.Pass(FaultPoint.OutboxReadDone);
        return entries;
    }

    public async ValueTask CompleteOutboxAsync(IReadOnlyList<OutboxEntry> entries, IReadOnlyList<RowChange> rows, CancellationToken cancel)
    {
        wire.Pass(FaultPoint.OutboxComplete);
        await store.CompleteOutboxAsync(entries, rows, cancel);
        wire.Pass(FaultPoint.OutboxCompleted);
    }

    public async ValueTask<IReadOnlyList<object?[]>> ReadRowsAsync(
        TableSchema table, IReadOnlyList<(string Column, object Value)> where, CancellationToken cancel)
    {
        wire.Pass(FaultPoint.RowsRead);
        var rows = await store.ReadRowsAsync(table, where, cancel);
        wire.Pass(FaultPoint.RowsReadDone);
        return rows;
    }

    public async ValueTask<IReadOnlyList<IReadOnlyList<object?[]>>> ReadGroupsAsync(
        TableSchema table, IReadOnlyList<string> columns, IReadOnlyList<object?[]> groups, CancellationToken cancel)
    {
        wire.Pass(FaultPoint.RowsRead);
        var rows = await store.ReadGroupsAsync(table, columns, groups, cancel);
        wire.Pass(FaultPoint.RowsReadDone);
        return rows;
    }

    public ValueTask<IReadOnlyList<ShardStanding>> StandingsAsync(CancellationToken cancel) => store.StandingsAsync(cancel);

    /// <summary>The database owns its store.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
