using Sluice.Engine.Outputs;
using Sluice.Engine.State;
using Sluice.Engine.Testing.Passing;

namespace Sluice.Engine.Tests.Shards;

/// <summary>A store that tells of commits and of the outbox before they are passed on, of claims afterwards; what a hook throws, the caller gets.</summary>
internal sealed class HookedStore(IStore store) : PassingStore(store)
{
    public Func<ShardCommit, CancellationToken, ValueTask> BeforeCommit { get; init; } = static (_, _) => default;

    public Action AfterClaim { get; init; } = static () => { };

    public Action BeforeLoad { get; init; } = static () => { };

    public Action BeforeOutbox { get; init; } = static () => { };

    public Action BeforeComplete { get; init; } = static () => { };

    public Func<int, CancellationToken, ValueTask> BeforeTake { get; init; } = static (_, _) => default;

    public Func<CancellationToken, ValueTask> BeforeStandings { get; init; } = static _ => default;

    public override async ValueTask<ShardLease> TakeAsync(int shard, CancellationToken cancel)
    {
        await BeforeTake(shard, cancel);
        return await Inner.TakeAsync(shard, cancel);
    }

    public override ValueTask LoadAsync(ShardLease lease, SegmentSink sink, CancellationToken cancel)
    {
        BeforeLoad();
        return Inner.LoadAsync(lease, sink, cancel);
    }

    public override async ValueTask CommitAsync(ShardCommit commit, CancellationToken cancel)
    {
        await BeforeCommit(commit, cancel);
        await Inner.CommitAsync(commit, cancel);
    }

    public override async ValueTask<IReadOnlyList<int>> ClaimKeysAsync(string group, int shard, IReadOnlyList<string> keys, CancellationToken cancel)
    {
        var owners = await Inner.ClaimKeysAsync(group, shard, keys, cancel);
        AfterClaim();
        return owners;
    }

    public override ValueTask<IReadOnlyList<OutboxEntry>> ReadOutboxAsync(int max, CancellationToken cancel)
    {
        BeforeOutbox();
        return Inner.ReadOutboxAsync(max, cancel);
    }

    public override ValueTask CompleteOutboxAsync(IReadOnlyList<OutboxEntry> entries, IReadOnlyList<RowChange> rows, CancellationToken cancel)
    {
        BeforeComplete();
        return Inner.CompleteOutboxAsync(entries, rows, cancel);
    }

    public override async ValueTask<IReadOnlyList<ShardStanding>> StandingsAsync(CancellationToken cancel)
    {
        await BeforeStandings(cancel);
        return await Inner.StandingsAsync(cancel);
    }
}
