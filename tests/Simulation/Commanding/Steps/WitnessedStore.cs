using Sluice.Engine;
using Sluice.Engine.Control;
using Sluice.Engine.Outputs;
using Sluice.Engine.State;

namespace Sluice.Simulation.Commanding.Steps;

/// <summary>
/// A process's way to its store, faults included, on which decisions of commands are noticed as they set out. Owned by one
/// thread.
/// </summary>
internal sealed class WitnessedStore(IStore store, CommandSteps steps) : IStore
{
    public ValueTask PrepareAsync(IReadOnlyList<TableSchema> tables, CancellationToken cancel) => store.PrepareAsync(tables, cancel);

    public ValueTask<ShardLease> TakeAsync(int shard, CancellationToken cancel) => store.TakeAsync(shard, cancel);

    public ValueTask LoadAsync(ShardLease lease, SegmentSink sink, CancellationToken cancel) => store.LoadAsync(lease, sink, cancel);

    public ValueTask CommitAsync(ShardCommit commit, CancellationToken cancel) =>
        commit.Shard == Limits.ControlShard && Decided(commit) is { } id ? DecideAsync(id, commit, cancel) : store.CommitAsync(commit, cancel);

    public ValueTask<IReadOnlyList<int>> ClaimKeysAsync(string group, int shard, IReadOnlyList<string> keys, CancellationToken cancel) =>
        store.ClaimKeysAsync(group, shard, keys, cancel);

    public ValueTask<IReadOnlyList<OutboxEntry>> ReadOutboxAsync(int max, CancellationToken cancel) => store.ReadOutboxAsync(max, cancel);

    public ValueTask CompleteOutboxAsync(IReadOnlyList<OutboxEntry> entries, IReadOnlyList<RowChange> rows, CancellationToken cancel) =>
        store.CompleteOutboxAsync(entries, rows, cancel);

    public ValueTask<IReadOnlyList<object?[]>> ReadRowsAsync(TableSchema table, IReadOnlyList<(string Column, object Value)> where, CancellationToken cancel) =>
        store.ReadRowsAsync(table, where, cancel);

    public ValueTask<IReadOnlyList<IReadOnlyList<object?[]>>> ReadGroupsAsync(
        TableSchema table, IReadOnlyList<string> columns, IReadOnlyList<object?[]> groups, CancellationToken cancel) =>
        store.ReadGroupsAsync(table, columns, groups, cancel);

    public ValueTask<IReadOnlyList<ShardStanding>> StandingsAsync(CancellationToken cancel) => store.StandingsAsync(cancel);

    public ValueTask DisposeAsync() => store.DisposeAsync();

    /// <summary>The command that a commit of the control shard decides, if it does; messages that are refused at once are not meant.</summary>
    private static string? Decided(ShardCommit commit) => commit.Rows
        .Where(row => ReferenceEquals(row.Table, EngineTables.Commands))
        .Select(row => CommandRow.Of(row.Values))
        .FirstOrDefault(row => row.Status is CommandStatus.Finishing or CommandStatus.Refused or CommandStatus.Failed && row.Progress is null)?.Id;

    private async ValueTask DecideAsync(string id, ShardCommit commit, CancellationToken cancel)
    {
        steps.Deciding(id);
        try
        {
            await store.CommitAsync(commit, cancel);
        }
        finally
        {
            steps.Decided();
        }
    }
}
