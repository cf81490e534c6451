using Sluice.Engine.Outputs;
using Sluice.Engine.State;

namespace Sluice.Engine.Testing.Faults;

/// <summary>
/// One process's way to a store, on which things go wrong. Owned by one thread. Disposing leaves the store itself open:
/// others use it.
/// </summary>
public sealed class FaultyStore(IStore store, FaultInjector faults) : IStore
{
    private readonly Dictionary<int, CallOrder> _commits = [];

    public async ValueTask PrepareAsync(IReadOnlyList<TableSchema> tables, CancellationToken cancel)
    {
        await EnterAsync(FaultPoint.StorePrepare, cancel);
        await store.PrepareAsync(tables, cancel);
    }

    public async ValueTask<ShardLease> TakeAsync(int shard, CancellationToken cancel)
    {
        await EnterAsync(FaultPoint.StoreTake, cancel);
        var lease = await store.TakeAsync(shard, cancel);
        await faults.LeaveAsync(FaultPoint.StoreTaken, cancel);
        return lease;
    }

    public async ValueTask LoadAsync(ShardLease lease, SegmentSink sink, CancellationToken cancel)
    {
        await EnterAsync(FaultPoint.StoreLoad, cancel);
        await store.LoadAsync(
            lease,
            (sequence, segment) =>
            {
                if (faults.Pass(FaultPoint.StoreLoadSegment) == Fault.Transient)
                {
                    throw Refused(FaultPoint.StoreLoadSegment);
                }

                sink(sequence, segment);
            },
            cancel);
    }

    public async ValueTask CommitAsync(ShardCommit commit, CancellationToken cancel)
    {
        _commits.TryAdd(commit.Shard, new CallOrder());
        await _commits[commit.Shard].TakeTurnAsync(() => CommitInTurnAsync(commit, cancel));
        await faults.LeaveAsync(FaultPoint.StoreCommitApplied, CancellationToken.None);
    }

    public async ValueTask<IReadOnlyList<int>> ClaimKeysAsync(string group, int shard, IReadOnlyList<string> keys, CancellationToken cancel)
    {
        IReadOnlyList<int> owners = [];
        await ApplyAsync(FaultPoint.KeysClaim, async () => owners = await store.ClaimKeysAsync(group, shard, keys, cancel), cancel);
        await faults.LeaveAsync(FaultPoint.KeysClaimed, cancel);
        return owners;
    }

    public async ValueTask<IReadOnlyList<OutboxEntry>> ReadOutboxAsync(int max, CancellationToken cancel)
    {
        await EnterAsync(FaultPoint.OutboxRead, cancel);
        var entries = await store.ReadOutboxAsync(max, cancel);
        await faults.LeaveAsync(FaultPoint.OutboxReadDone, cancel);
        return entries;
    }

    public async ValueTask CompleteOutboxAsync(IReadOnlyList<OutboxEntry> entries, IReadOnlyList<RowChange> rows, CancellationToken cancel)
    {
        await ApplyAsync(FaultPoint.OutboxComplete, () => store.CompleteOutboxAsync(entries, rows, cancel), cancel);
        await faults.LeaveAsync(FaultPoint.OutboxCompleted, CancellationToken.None);
    }

    public async ValueTask<IReadOnlyList<object?[]>> ReadRowsAsync(TableSchema table, IReadOnlyList<(string Column, object Value)> where, CancellationToken cancel)
    {
        await EnterAsync(FaultPoint.RowsRead, cancel);
        var rows = await store.ReadRowsAsync(table, where, cancel);
        await faults.LeaveAsync(FaultPoint.RowsReadDone, cancel);
        return rows;
    }

    public async ValueTask<IReadOnlyList<IReadOnlyList<object?[]>>> ReadGroupsAsync(
        TableSchema table, IReadOnlyList<string> columns, IReadOnlyList<object?[]> groups, CancellationToken cancel)
    {
        await EnterAsync(FaultPoint.RowsRead, cancel);
        var rows = await store.ReadGroupsAsync(table, columns, groups, cancel);
        await faults.LeaveAsync(FaultPoint.RowsReadDone, cancel);
        return rows;
    }

    public async ValueTask<IReadOnlyList<ShardStanding>> StandingsAsync(CancellationToken cancel)
    {
        await EnterAsync(FaultPoint.StoreStandings, cancel);
        return await store.StandingsAsync(cancel);
    }

    public ValueTask DisposeAsync() => default;

    private async ValueTask<FaultDecision> CommitInTurnAsync(ShardCommit commit, CancellationToken cancel)
    {
        if (commit.Rows.Any(static row => ReferenceEquals(row.Table, EngineTables.DeadLetters)))
        {
            await EnterAsync(FaultPoint.StoreCommitDeadLetter, cancel);
        }

        return await ApplyAsync(FaultPoint.StoreCommit, () => store.CommitAsync(commit, cancel), cancel);
    }

    /// <summary>A store that refuses does so even where the answer is lost; the caller then knows no more than that.</summary>
    private async ValueTask<FaultDecision> ApplyAsync(FaultPoint point, Func<ValueTask> call, CancellationToken cancel)
    {
        var decision = await EnterAsync(point, cancel);
        if (decision.Fault != Fault.Unknown)
        {
            await call();
            return decision;
        }

        Exception? refusal = null;
        try
        {
            if (decision.Applied)
            {
                await call();
            }
        }
        catch (Exception e) when (e is StoreException or FencedException)
        {
            refusal = e;
        }

        throw new CommitUnknownException("simulated: the answer was lost", refusal);
    }

    private async ValueTask<FaultDecision> EnterAsync(FaultPoint point, CancellationToken cancel)
    {
        var decision = await faults.PassAsync(point, cancel);
        switch (decision.Fault)
        {
            case Fault.Transient:
                throw Refused(point);
            case Fault.Conflict:
                throw new StoreException($"simulated: serialization failure at {point}") { Refusal = StoreRefusal.MayPass };
            case Fault.DiskFull:
                throw new StoreException($"simulated: no space left for {point}") { Refusal = StoreRefusal.MayPass };
            case Fault.Busy:
                await faults.DelayAsync(decision.Wait, point);
                throw new StoreException($"simulated: the store was busy for {decision.Wait.TotalSeconds:0.0} s at {point}") { Refusal = StoreRefusal.MayPass };
            default:
                return decision;
        }
    }

    private static StoreException Refused(FaultPoint point) => new($"simulated: {point} refused") { Refusal = StoreRefusal.MayPass };
}
