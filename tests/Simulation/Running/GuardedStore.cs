using Sluice.Engine;
using Sluice.Engine.Outputs;
using Sluice.Engine.State;
using Sluice.Engine.Testing.Passing;
using Sluice.Engine.Testing.Scheduling;
using Sluice.Simulation.Checking.Books;

namespace Sluice.Simulation.Running;

/// <summary>
/// The store that all processes share, watched: whatever it is, a fenced owner must never change anything, and no
/// position may move back. It keeps its own account of both. One thread.
/// </summary>
internal sealed class GuardedStore(IStore store, Stage stage) : PassingStore(store)
{
    private readonly BooksGuard _books = new(stage);
    private readonly Dictionary<int, long> _epochs = [];
    private readonly Dictionary<int, Positions> _positions = [];

    /// <summary>What it has seen of the books.</summary>
    public BooksGuard Books => _books;

    public override async ValueTask<ShardLease> TakeAsync(int shard, CancellationToken cancel)
    {
        var lease = await Inner.TakeAsync(shard, cancel);
        if (lease.Epoch <= _epochs.GetValueOrDefault(shard))
        {
            stage.Break($"shard {shard} was taken at epoch {lease.Epoch}, which it had before");
        }

        _epochs[shard] = lease.Epoch;
        if (shard == Limits.ControlShard)
        {
            stage.Steps.Taken(SynchronizationContext.Current as SimulatedProcess, stage.Scheduler.Root);
        }

        return lease;
    }

    public override async ValueTask CommitAsync(ShardCommit commit, CancellationToken cancel)
    {
        try
        {
            await Inner.CommitAsync(commit, cancel);
        }
        catch (FencedException)
        {
            stage.Incidents.Count(Incident.CommitFenced);
            throw;
        }

        if (commit.Epoch != _epochs.GetValueOrDefault(commit.Shard))
        {
            stage.Break($"an owner of shard {commit.Shard} with epoch {commit.Epoch} committed, which had passed to epoch {_epochs[commit.Shard]}");
        }

        Move(commit);
        _books.Watch(commit.Rows);
    }

    /// <summary>The store was restored: shards stand where they stood then, and nobody who saw more is alive.</summary>
    public async Task RestoredAsync()
    {
        stage.Steps.Restored();
        _epochs.Clear();
        _positions.Clear();
        foreach (var standing in await Inner.StandingsAsync(CancellationToken.None))
        {
            _epochs[standing.Shard] = standing.Epoch;
            _positions[standing.Shard] = standing.Positions;
        }

        await _books.RestoredAsync(Inner);
    }

    private void Move(ShardCommit commit)
    {
        foreach (var (source, before) in _positions.GetValueOrDefault(commit.Shard, Positions.None).All)
        {
            if (commit.Positions[source] < before)
            {
                stage.Break($"shard {commit.Shard} moved back in {source} from {before} to {commit.Positions[source]}");
            }
        }

        _positions[commit.Shard] = commit.Positions;
        stage.Scheduler.Note((ulong)commit.Sequence);
        stage.Scheduler.Note((ulong)commit.Rows.Count);
        stage.Scheduler.Note((ulong)commit.Segment.Length);
    }
}
