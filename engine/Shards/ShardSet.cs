using System.Collections.Immutable;

namespace Sluice.Engine.Shards;

/// <summary>
/// The shards that this process runs. Assigned and revoked by the membership's loop, or by the host's caller where there
/// is none, one shard by one caller at a time; anyone reads the immutable snapshot.
/// </summary>
internal sealed class ShardSet<TReference>(ShardEdges<TReference> edges, CancellationToken stopping)
{
    private ImmutableSortedDictionary<int, RunningShard<TReference>> _running = ImmutableSortedDictionary<int, RunningShard<TReference>>.Empty;
    private Exception? _failure;

    // What runs or drains; what has ended is in the sum alone, so that shards may come and go for years.
    private Tally _tally = new([], 0);

    public IEnumerable<RunningShard<TReference>> All => Volatile.Read(ref _running).Values;

    /// <summary>Records committed since the start, by shards that run and by those that ran.</summary>
    public long Records
    {
        get
        {
            var tally = Volatile.Read(ref _tally);
            return tally.Ended + tally.Counted.Sum(p => p.Records);
        }
    }

    public bool Has(int shard) => Volatile.Read(ref _running).ContainsKey(shard);

    /// <summary>Begins to run a shard; a no-op when it runs already, or the host ends.</summary>
    public void Assign(int shard)
    {
        if (stopping.IsCancellationRequested)
        {
            return;
        }

        if (Volatile.Read(ref _running).TryGetValue(shard, out var running))
        {
            if (!running.Loop.IsCompleted)
            {
                return;
            }

            End(running);
        }

        var stop = new ShardStop(stopping);
        var pump = new ShardPump<TReference>(shard, edges);
        ImmutableInterlocked.Update(ref _tally, (t, progress) => t with { Counted = t.Counted.Add(progress) }, pump.Progress);
        var begun = new RunningShard<TReference>(pump, stop, pump.RunAsync(stop));
        ImmutableInterlocked.Update(ref _running, all => all.SetItem(shard, begun));
    }

    /// <summary>
    /// Stops a shard; returns when nothing of it is under way. What is computed may still commit for a while, unless the
    /// shard is lost: then it is another's, and every commit would be refused.
    /// </summary>
    public async Task RevokeAsync(int shard, bool isLost)
    {
        if (!Volatile.Read(ref _running).TryGetValue(shard, out var running))
        {
            return;
        }

        ImmutableInterlocked.Update(ref _running, all => all.Remove(shard));
        if (isLost)
        {
            running.Stop.Drop();
        }
        else
        {
            await DrainAsync(running);
        }

        try
        {
            await running.Loop;
        }
        catch (Exception failure)
        {
            Volatile.Write(ref _failure, failure);
        }

        End(running);
    }

    /// <summary>Throws what ended a shard that should not have ended.</summary>
    public void ThrowIfFailed()
    {
        if (Volatile.Read(ref _failure) is { } failure)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
        }
    }

    private void End(RunningShard<TReference> running)
    {
        running.Stop.Dispose();
        ImmutableInterlocked.Update(
            ref _tally, (t, ended) => new Tally(t.Counted.Remove(ended), t.Ended + ended.Records), running.Pump.Progress);
    }

    private async Task DrainAsync(RunningShard<TReference> running)
    {
        running.Stop.Halt();
        using var ended = new CancellationTokenSource();
        await Task.WhenAny(running.Loop, Task.Delay(edges.Options.DrainTimeout, edges.Options.Time, ended.Token));
        ended.Cancel();
        if (!running.Loop.IsCompleted)
        {
            running.Stop.Drop();
        }
    }

    /// <param name="Counted">Shards that run or drain.</param>
    /// <param name="Ended">Records of all others.</param>
    private sealed record Tally(ImmutableHashSet<ShardProgress> Counted, long Ended);
}

/// <summary>A shard with its loop and the means to end it.</summary>
internal sealed record RunningShard<TReference>(ShardPump<TReference> Pump, ShardStop Stop, Task Loop);
