using Sluice.Engine.Outputs;
using Sluice.Engine.State;

namespace Sluice.Simulation.Tests.Margin.Bugs;

/// <summary>A store that does as another does; deliberate bugs change one thing.</summary>
internal abstract class PassingStore(IStore store) : IStore
{
    protected IStore Inner => store;

    public ValueTask PrepareAsync(IReadOnlyList<TableSchema> tables, CancellationToken cancel) => store.PrepareAsync(tables, cancel);

    public virtual ValueTask<ShardLease> TakeAsync(int shard, CancellationToken cancel) => store.TakeAsync(shard, cancel);

    public virtual ValueTask LoadAsync(ShardLease lease, SegmentSink sink, CancellationToken cancel) => store.LoadAsync(lease, sink, cancel);

    public virtual ValueTask CommitAsync(ShardCommit commit, CancellationToken cancel) => store.CommitAsync(commit, cancel);

    public ValueTask<IReadOnlyList<int>> ClaimKeysAsync(string group, int shard, IReadOnlyList<string> keys, CancellationToken cancel) =>
        store.ClaimKeysAsync(group, shard, keys, cancel);

    public ValueTask<IReadOnlyList<OutboxEntry>> ReadOutboxAsync(int max, CancellationToken cancel) => store.ReadOutboxAsync(max, cancel);

    public virtual ValueTask CompleteOutboxAsync(IReadOnlyList<OutboxEntry> entries, IReadOnlyList<RowChange> rows, CancellationToken cancel) =>
        store.CompleteOutboxAsync(entries, rows, cancel);

    public ValueTask<IReadOnlyList<object?[]>> ReadRowsAsync(TableSchema table, IReadOnlyList<(string Column, object Value)> where, CancellationToken cancel) =>
        store.ReadRowsAsync(table, where, cancel);

    public ValueTask<IReadOnlyList<IReadOnlyList<object?[]>>> ReadGroupsAsync(
        TableSchema table, IReadOnlyList<string> columns, IReadOnlyList<object?[]> groups, CancellationToken cancel) =>
        store.ReadGroupsAsync(table, columns, groups, cancel);

    public ValueTask<IReadOnlyList<ShardStanding>> StandingsAsync(CancellationToken cancel) => store.StandingsAsync(cancel);

    public ValueTask DisposeAsync() => store.DisposeAsync();

    protected static ShardCommit With(ShardCommit commit, long epoch, long sequence, IReadOnlyList<RowChange> rows) => new()
    {
        Shard = commit.Shard,
        Epoch = epoch,
        Sequence = sequence,
        Positions = commit.Positions,
        Segment = commit.Segment,
        Merge = commit.Merge,
        Rows = rows,
    };
}
