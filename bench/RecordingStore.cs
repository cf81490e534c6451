using Sluice.Engine.Outputs;
using Sluice.Engine.State;
using Sluice.Engine.Testing.Memory;

namespace Sluice.Bench;

/// <summary>A store in memory that keeps every commit it was given, to be made again elsewhere. Safe from any thread.</summary>
internal sealed class RecordingStore : IStore
{
    private readonly InMemoryStore _store = new();
    private readonly Dictionary<int, List<ShardCommit>> _commits = [];
    private readonly Lock _gate = new();

    public IReadOnlyList<TableSchema> Tables { get; private set; } = [];

    /// <summary>The commits of each shard, in order.</summary>
    public IReadOnlyDictionary<int, List<ShardCommit>> Commits => _commits;

    public ValueTask PrepareAsync(IReadOnlyList<TableSchema> tables, CancellationToken cancel)
    {
        Tables = [.. Tables, .. tables];
        return _store.PrepareAsync(tables, cancel);
    }

    public ValueTask<ShardLease> TakeAsync(int shard, CancellationToken cancel) => _store.TakeAsync(shard, cancel);

    public ValueTask LoadAsync(ShardLease lease, SegmentSink sink, CancellationToken cancel) => _store.LoadAsync(lease, sink, cancel);

    public ValueTask CommitAsync(ShardCommit commit, CancellationToken cancel)
    {
        // A copy: the segments go back to the pool once they are committed.
        var copy = new ShardCommit
        {
            Shard = commit.Shard,
            Epoch = commit.Epoch,
            Sequence = commit.Sequence,
            Positions = commit.Positions,
            Segment = commit.Segment.ToArray(),
            Merge = commit.Merge is { } merge ? merge with { Bytes = merge.Bytes.ToArray() } : null,
            Rows = commit.Rows,
        };
        lock (_gate)
        {
            if (!_commits.TryGetValue(commit.Shard, out var list))
            {
                _commits.Add(commit.Shard, list = []);
            }

            list.Add(copy);
        }

        return _store.CommitAsync(commit, cancel);
    }

    public ValueTask<IReadOnlyList<int>> ClaimKeysAsync(string group, int shard, IReadOnlyList<string> keys, CancellationToken cancel) =>
        _store.ClaimKeysAsync(group, shard, keys, cancel);

    public ValueTask<IReadOnlyList<OutboxEntry>> ReadOutboxAsync(int max, CancellationToken cancel) => _store.ReadOutboxAsync(max, cancel);

    public ValueTask CompleteOutboxAsync(IReadOnlyList<OutboxEntry> entries, IReadOnlyList<RowChange> rows, CancellationToken cancel) =>
        _store.CompleteOutboxAsync(entries, rows, cancel);

    public ValueTask<IReadOnlyList<object?[]>> ReadRowsAsync(
        TableSchema table, IReadOnlyList<(string Column, object Value)> where, CancellationToken cancel) => _store.ReadRowsAsync(table, where, cancel);

    public ValueTask<IReadOnlyList<IReadOnlyList<object?[]>>> ReadGroupsAsync(
        TableSchema table, IReadOnlyList<string> columns, IReadOnlyList<object?[]> groups, CancellationToken cancel) =>
        _store.ReadGroupsAsync(table, columns, groups, cancel);

    public ValueTask<IReadOnlyList<ShardStanding>> StandingsAsync(CancellationToken cancel) => _store.StandingsAsync(cancel);

    public ValueTask DisposeAsync() => _store.DisposeAsync();
}
