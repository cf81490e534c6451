using Sluice.Engine.Outputs;
using Sluice.Engine.Shards;
using Sluice.Engine.State;

namespace Sluice.Engine.Control;

/// <summary>
/// The right to decide commands: the lease of <see cref="Limits.ControlShard"/>. One loop commits; <see cref="Positions"/>
/// may be read by any thread.
/// </summary>
internal sealed class ControlLease(IStore store, ShardLease lease, Retry retry)
{
    private Positions _positions = lease.Positions;

    /// <summary>The number of the last commit.</summary>
    public long Sequence { get; private set; } = lease.Sequence;

    /// <summary>How far the control topic is taken.</summary>
    public Positions Positions => Volatile.Read(ref _positions);

    /// <summary>Commits, however long the store is away.</summary>
    /// <exception cref="FencedException">Another process decides now.</exception>
    public async Task CommitAsync(Positions positions, IReadOnlyList<RowChange> rows, CancellationToken cancel)
    {
        var commit = Next(positions, rows);
        await retry.RunAsync(() => store.CommitAsync(commit, cancel), cancel);
        Applied(commit);
    }

    /// <summary>
    /// Commits rows that the store may refuse for good, as where they would change what must not change: returns its words
    /// then, else null. Whatever else keeps it from committing is waited out, however long.
    /// </summary>
    /// <exception cref="FencedException">Another process decides now.</exception>
    public async Task<string?> TryCommitAsync(Positions positions, IReadOnlyList<RowChange> rows, CancellationToken cancel)
    {
        var commit = Next(positions, rows);
        for (var failures = 1; ; failures++)
        {
            try
            {
                await store.CommitAsync(commit, cancel);
                Applied(commit);
                return null;
            }
            catch (StoreException failure) when (failure.RowsRefused)
            {
                return failure.Message;
            }
            catch (StoreException failure)
            {
                retry.Count(failure);
            }
            catch (Exception defect) when (defect is InvariantException or InvalidOperationException or ArgumentException or InvalidCastException or FormatException or OverflowException)
            {
                return defect.Message;
            }

            await retry.PauseAsync(failures, cancel);
        }
    }

    private ShardCommit Next(Positions positions, IReadOnlyList<RowChange> rows) => new()
    {
        Shard = Limits.ControlShard,
        Epoch = lease.Epoch,
        Sequence = Sequence + 1,
        Positions = positions,
        Segment = default,
        Rows = rows,
    };

    private void Applied(ShardCommit commit)
    {
        Sequence = commit.Sequence;
        Volatile.Write(ref _positions, commit.Positions);
    }
}
