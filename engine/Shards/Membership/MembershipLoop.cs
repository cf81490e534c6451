using Sluice.Engine.Log;

namespace Sluice.Engine.Shards.Membership;

/// <summary>
/// Carries out what the membership says, for as long as the engine runs. One loop reads the changes; those of one shard
/// follow each other, those of different shards go beside each other, so that a shard that ends slowly holds up no
/// other. A second loop tells the membership when a shard stands still.
/// </summary>
internal sealed class MembershipLoop<TReference>(IShardMembership membership, ShardSet<TReference> shards, EngineOptions options)
{
    // Touched by the reading loop only.
    private readonly Dictionary<int, Task> _last = [];

    private volatile bool _began;
    private volatile LogException? _refusal;

    /// <summary>Whether it has been given a shard yet: before, the group has not met, and there may be work.</summary>
    public bool HasBegun => _began;

    /// <summary>Throws once a shard was given that the books do not have. What is taken is carried out all the same, until the host ends.</summary>
    public void ThrowIfRefused()
    {
        if (_refusal is { } refusal)
        {
            throw refusal;
        }
    }

    /// <summary>Runs until the process has left the membership, or is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var watch = WatchAsync(stop.Token);
        try
        {
            while (await membership.Changes.WaitToReadAsync(cancel))
            {
                while (membership.Changes.TryRead(out var change))
                {
                    _last[change.Shard] = CarryOutAsync(_last.GetValueOrDefault(change.Shard, Task.CompletedTask), change);
                }
            }

            await Task.WhenAll(_last.Values);
        }
        finally
        {
            stop.Cancel();
            await watch;
        }
    }

    private async Task CarryOutAsync(Task before, ShardChange change)
    {
        await before;
        if (change.IsAssigned && change.Shard >= options.Shards)
        {
            _refusal ??= Refusal(change.Shard);
        }
        else if (change.IsAssigned)
        {
            shards.Assign(change.Shard);
            _began = true;
        }
        else
        {
            await shards.RevokeAsync(change.Shard, change.IsLost);
        }

        change.Done();
    }

    /// <summary>A lease on such a shard would stay in the store for ever, with nothing to read.</summary>
    private LogException Refusal(int shard) => new(
        $"{membership.Source} has {shard + 1} partitions or more and must have {options.Shards}, as many as the books have shards. "
        + "It holds nothing: stop all workers, delete it, and start them again, which makes it anew")
    {
        NeedsDecision = true,
    };

    private async Task WatchAsync(CancellationToken cancel)
    {
        try
        {
            while (true)
            {
                await Task.Delay(options.StallTimeout / 8, options.Time, cancel);
                var stalled = shards.All.Where(s => s.Pump.HasStalled).Select(s => s.Pump.Progress.Shard).ToList();
                if (stalled.Count > 0 && !membership.IsStalled)
                {
                    options.Notify($"shards {string.Join(", ", stalled)} have not moved for {options.StallTimeout.TotalSeconds:0} s: they are left to others");
                }

                membership.IsStalled = stalled.Count > 0;
            }
        }
        catch (OperationCanceledException)
        {
            // The engine stops, or has left the membership.
        }
    }
}
