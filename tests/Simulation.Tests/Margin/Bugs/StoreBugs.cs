using Sluice.Engine;
using Sluice.Engine.Outputs;
using Sluice.Engine.State;

namespace Sluice.Simulation.Tests.Margin.Bugs;

/// <summary>Takes every commit as its owner's: no fence.</summary>
internal sealed class UnfencedStore(IStore store) : BuggyStore(store)
{
    public override async ValueTask CommitAsync(ShardCommit commit, CancellationToken cancel)
    {
        var standing = (await Inner.StandingsAsync(cancel)).First(s => s.Shard == commit.Shard);
        await Inner.CommitAsync(With(commit, standing.Epoch, standing.Sequence + 1, commit.Rows), cancel);
    }
}

/// <summary>Now and then keeps positions and facts of a commit, and loses its rows.</summary>
internal sealed class RowlessStore(IStore store) : BuggyStore(store)
{
    private int _commits;

    public override ValueTask CommitAsync(ShardCommit commit, CancellationToken cancel) =>
        Inner.CommitAsync(++_commits % 20 == 0 ? With(commit, commit.Epoch, commit.Sequence, []) : commit, cancel);
}

/// <summary>Hands over all segments but the last.</summary>
internal sealed class ShortLoadStore(IStore store) : BuggyStore(store)
{
    public override async ValueTask LoadAsync(ShardLease lease, SegmentSink sink, CancellationToken cancel)
    {
        (long Sequence, byte[] Bytes)? held = null;
        await Inner.LoadAsync(
            lease,
            (sequence, segment) =>
            {
                if (held is { } before)
                {
                    sink(before.Sequence, before.Bytes);
                }

                held = (sequence, segment.ToArray());
            },
            cancel);
    }
}

/// <summary>Says that a shard stands a few records before where it stands, so that they are taken twice.</summary>
internal sealed class ForgetfulPositionStore(IStore store) : BuggyStore(store)
{
    public override async ValueTask<ShardLease> TakeAsync(int shard, CancellationToken cancel)
    {
        var lease = await Inner.TakeAsync(shard, cancel);
        var earlier = Positions.None;
        foreach (var (source, next) in lease.Positions.All)
        {
            earlier = earlier.With(source, source.Topic == "reports" ? Math.Max(0, next - 3) : next);
        }

        return lease with { Positions = earlier };
    }
}

/// <summary>Completes whatever is in the outbox, merged and published or not.</summary>
internal sealed class HastyOutboxStore(IStore store) : BuggyStore(store)
{
    public override async ValueTask CompleteOutboxAsync(IReadOnlyList<OutboxEntry> entries, IReadOnlyList<RowChange> rows, CancellationToken cancel) =>
        await Inner.CompleteOutboxAsync(await Inner.ReadOutboxAsync(int.MaxValue, cancel), rows, cancel);
}

/// <summary>Commits what belongs to a decision without its rows of one table.</summary>
internal sealed class ForgetfulBooksStore(IStore store, string table) : BuggyStore(store)
{
    public override ValueTask CommitAsync(ShardCommit commit, CancellationToken cancel) =>
        Inner.CommitAsync(With(commit, commit.Epoch, commit.Sequence, [.. commit.Rows.Where(row => row.Table.Name != table)]), cancel);
}

/// <summary>Lets whoever was replaced go on deciding commands.</summary>
internal sealed class TwoDeskStore(IStore store) : BuggyStore(store)
{
    public override async ValueTask CommitAsync(ShardCommit commit, CancellationToken cancel)
    {
        if (commit.Shard != Limits.ControlShard)
        {
            await Inner.CommitAsync(commit, cancel);
            return;
        }

        var standing = (await Inner.StandingsAsync(cancel)).First(s => s.Shard == commit.Shard);
        await Inner.CommitAsync(With(commit, standing.Epoch, standing.Sequence + 1, commit.Rows), cancel);
    }
}
