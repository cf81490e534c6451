using Sluice.Engine.Outputs;
using Sluice.Engine.State;

namespace Sluice.Engine.Testing.Passing;

/// <summary>A store that does as another does, but for what a test changes. It does not own it.</summary>
public abstract class PassingStore(IStore store) : IStore
{
    /// <summary>The store it passes on to.</summary>
    protected IStore Inner => store;

    public virtual ValueTask PrepareAsync(IReadOnlyList<TableSchema> tables, CancellationToken cancel) => store.PrepareAsync(tables, cancel);

    public virtual ValueTask<ShardLease> TakeAsync(int shard, CancellationToken cancel) => store.TakeAsync(shard, cancel);

    public virtual ValueTask LoadAsync(ShardLease lease, SegmentSink sink, CancellationToken cancel) => store.LoadAsync(lease, sink, cancel);

    public virtual ValueTask CommitAsync(ShardCommit commit, CancellationToken cancel) => store.CommitAsync(commit, cancel);

    public virtual ValueTask<IReadOnlyList<int>> ClaimKeysAsync(string group, int shard, IReadOnlyList<string> keys, CancellationToken cancel) =>
        store.ClaimKeysAsync(group, shard, keys, cancel);

    public virtual ValueTask<IReadOnlyList<OutboxEntry>> ReadOutboxAsync(int max, CancellationToken cancel) => store.ReadOutboxAsync(max, cancel);

    public virtual ValueTask CompleteOutboxAsync(IReadOnlyList<OutboxEntry> entries, IReadOnlyList<RowChange> rows, CancellationToken cancel) =>
        store.CompleteOutboxAsync(entries, rows, cancel);

    public virtual ValueTask<IReadOnlyList<object?[]>> ReadRowsAsync(TableSchema table, IReadOnlyList<(string Column, object Value)> where, CancellationToken cancel) =>
        store.ReadRowsAsync(table, where, cancel);

    public virtual ValueTask<IReadOnlyList<IReadOnlyList<object?[]>>> ReadGroupsAsync(
        TableSchema table, IReadOnlyList<string> columns, IReadOnlyList<object?[]> groups, CancellationToken cancel) =>
        store.ReadGroupsAsync(table, columns, groups, cancel);

    public virtual ValueTask<IReadOnlyList<ShardStanding>> StandingsAsync(CancellationToken cancel) => store.StandingsAsync(cancel);

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return default;
    }
}
