using Sluice.Engine.Outputs;
using Sluice.Engine.State;

namespace Sluice.Engine.Tests.Shards;

/// <summary>A store that tells of commits and of the outbox before they are passed on, of claims afterwards; what a hook throws, the caller gets.</summary>
internal sealed class HookedStore(IStore store) : IStore
{
    public Func<ShardCommit, CancellationToken, ValueTask> BeforeCommit { get; init; } = static (_, _) => default;

    public Action AfterClaim { get; init; } = static () => { };

    public Action BeforeLoad { get; init; } = static () => { };

    public Action BeforeOutbox { get; init; } = static () => { };

    public Action BeforeComplete { get; init; } = static () => { };

    public Func<int, CancellationToken, ValueTask> BeforeTake { get; init; } = static (_, _) => default;

    public Func<CancellationToken, ValueTask> BeforeStandings { get; init; } = static _ => default;

    public ValueTask PrepareAsync(IReadOnlyList<TableSchema> tables, CancellationToken cancel) => store.PrepareAsync(tables, cancel);

    public async ValueTask<ShardLease> TakeAsync(int shard, CancellationToken cancel)
    {
        await BeforeTake(shard, cancel);
        return await store.TakeAsync(shard, cancel);
    }

    public ValueTask LoadAsync(ShardLease lease, SegmentSink sink, CancellationToken cancel)
    {
        BeforeLoad();
        return store.LoadAsync(lease, sink, cancel);
    }

    public async ValueTask CommitAsync(ShardCommit commit, CancellationToken cancel)
    {
        await BeforeCommit(commit, cancel);
        await store.CommitAsync(commit, cancel);
    }

    public async ValueTask<IReadOnlyList<int>> ClaimKeysAsync(string group, int shard, IReadOnlyList<string> keys, CancellationToken cancel)
    {
        var owners = await store.ClaimKeysAsync(group, shard, keys, cancel);
        AfterClaim();
        return owners;
    }

    public ValueTask<IReadOnlyList<OutboxEntry>> ReadOutboxAsync(int max, CancellationToken cancel)
    {
        BeforeOutbox();
        return store.ReadOutboxAsync(max, cancel);
    }

    public ValueTask CompleteOutboxAsync(IReadOnlyList<OutboxEntry> entries, IReadOnlyList<RowChange> rows, CancellationToken cancel)
    {
        BeforeComplete();
        return store.CompleteOutboxAsync(entries, rows, cancel);
    }

    public ValueTask<IReadOnlyList<object?[]>> ReadRowsAsync(TableSchema table, IReadOnlyList<(string Column, object Value)> where, CancellationToken cancel) =>
        store.ReadRowsAsync(table, where, cancel);

    public ValueTask<IReadOnlyList<IReadOnlyList<object?[]>>> ReadGroupsAsync(
        TableSchema table, IReadOnlyList<string> columns, IReadOnlyList<object?[]> groups, CancellationToken cancel) =>
        store.ReadGroupsAsync(table, columns, groups, cancel);

    public async ValueTask<IReadOnlyList<ShardStanding>> StandingsAsync(CancellationToken cancel)
    {
        await BeforeStandings(cancel);
        return await store.StandingsAsync(cancel);
    }

    public ValueTask DisposeAsync() => default;
}
