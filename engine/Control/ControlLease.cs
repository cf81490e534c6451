using Sluice.Engine.Outputs;
using Sluice.Engine.Shards;
using Sluice.Engine.State;

namespace Sluice.Engine.Control;

/// <summary>
/// The right to decide commands: the lease of <see cref="Limits.ControlShard"/>. One loop commits; <see cref="Positions"/>
/// may be read by any thread.
/// </summary>
internal sealed class ControlLease(IStore store, ShardLease lease, EngineOptions options, Retry retry)
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
    /// then, else null. What is known to pass is waited out, however long; what nobody knows is tried several times while
    /// the store answers, lest one command hold up all others for ever.
    /// </summary>
    /// <exception cref="FencedException">Another process decides now.</exception>
    public async Task<string?> TryCommitAsync(Positions positions, IReadOnlyList<RowChange> rows, CancellationToken cancel)
    {
        var commit = Next(positions, rows);
        for (int failures = 1, unknown = 0; ; failures++)
        {
            try
            {
                await store.CommitAsync(commit, cancel);
                Applied(commit);
                return null;
            }
            catch (StoreException failure) when (failure.Refusal == StoreRefusal.OfRows)
            {
                return failure.Message;
            }
            catch (StoreException failure)
            {
                retry.Count(failure);
                var mayPass = failure.Refusal == StoreRefusal.MayPass;
                unknown += mayPass ? 0 : 1;
                if (unknown >= options.StartAttemptsMax && !mayPass && await AnswersAsync(cancel))
                {
                    return failure.Message;
                }
            }
            catch (Exception defect) when (defect is InvariantException or InvalidOperationException or ArgumentException or InvalidCastException or FormatException or OverflowException)
            {
                return defect.Message;
            }

            await retry.PauseAsync(failures, cancel);
        }
    }

    private async Task<bool> AnswersAsync(CancellationToken cancel)
    {
        try
        {
            await store.StandingsAsync(cancel);
            return true;
        }
        catch (StoreException)
        {
            return false;
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
