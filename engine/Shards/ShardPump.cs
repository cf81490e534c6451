using Sluice.Engine.Log;
using Sluice.Engine.Shards.Keys;
using Sluice.Engine.State;

namespace Sluice.Engine.Shards;

/// <summary>
/// Keeps one shard for as long as it is this process's: takes it, runs it, and after whatever ends that takes it again
/// from its last commit. One loop. A shard that another owner has taken is taken back only once that owner has been
/// seen to do nothing for a while: two who believe that it is theirs must not fight.
/// </summary>
internal sealed class ShardPump<TReference>(int shard, ShardEdges<TReference> edges)
{
    private readonly EngineOptions _options = edges.Options;
    private readonly HashSet<(TopicPartition, long)> _poison = [];
    private readonly Retry _retry = new(edges.Options, $"shard {shard}", salt: shard);

    // Null where no key can lie in two partitions. Owners never change, so what was learnt outlives a lease.
    private readonly KeyClaims? _claims =
#if PLANTED_BUGS
        PlantedBugs.Is(Bug.KeysNotClaimed) ? null :
#endif
        edges.Log.PlacesKeys ? null : KeyClaiming.For(edges.Topology, shard, edges.Store, edges.Options);

    // Written by the loop, read by whoever watches.
    private volatile ShardRun<TReference>? _run;

    // Times in a row that the shard was lost to another owner before it had been held for long.
    private int _fenced;

    public ShardProgress Progress { get; } = new(shard);

    /// <summary>Whether a step or commit has not moved for the stall timeout.</summary>
    public bool HasStalled => _run?.HasStalled ?? false;

    /// <summary>Runs until asked to end; throws what is beyond help.</summary>
    public async Task RunAsync(ShardStop stop)
    {
        _options.Meters?.Shards.Enter(Progress);
        try
        {
            await RunLeasesAsync(stop);
        }
        finally
        {
            _options.Meters?.Shards.Leave(Progress);
        }
    }

    private async Task RunLeasesAsync(ShardStop stop)
    {
        var failures = 0;
        while (!stop.Halting.IsCancellationRequested)
        {
            var (before, began) = (Progress.Committed, _options.Time.GetTimestamp());
            try
            {
                if (await EndOfLeaseAsync(stop) is FencedException fenced)
                {
                    _fenced = _options.Time.GetElapsedTime(began) > 2 * _options.RetakeMax ? 1 : _fenced + 1;
                    await UntilLeftAsync(fenced, stop.Halting);
                }
                else
                {
                    failures = before.Equals(Progress.Committed) ? failures + 1 : 1;
                    await _retry.PauseAsync(failures, stop.Halting);
                }
            }
            catch (OperationCanceledException) when (stop.Halting.IsCancellationRequested)
            {
                return;
            }
            catch (PoisonException poison)
            {
                _poison.Add((poison.Input, poison.Offset));
                _options.Meters?.Quarantined.Add(1);
                Restarting("poison", poison.Message);
            }
        }
    }

    /// <summary>Takes and runs the shard; returns what ended it and may pass.</summary>
    private async Task<Exception> EndOfLeaseAsync(ShardStop stop)
    {
        try
        {
            await RunLeaseAsync(stop);
            throw new OperationCanceledException("the shard was halted", stop.Halting);
        }
        catch (FencedException fenced)
        {
            return fenced;
        }
        catch (Exception failure) when (Retry.MayPass(failure) || (failure is OperationCanceledException && !stop.Halting.IsCancellationRequested))
        {
            // Cancelled by nobody here: a log or store broke the call off.
            Restarting(failure.GetType().Name, failure.Message);
            return failure;
        }
    }

    private async Task RunLeaseAsync(ShardStop stop)
    {
        await edges.Reference.CaughtUp.OrCancelAsync(stop.Halting);
        var lease = await _retry.RunAsync(() => edges.Store.TakeAsync(shard, stop.Halting), stop.Halting);
        await _retry.RunAsync(() => PositionCheck.RunAsync(edges.Log, lease.Positions, stop.Halting), stop.Halting);
        Progress.Reset(lease.Positions);
        var machine = new ShardMachine<TReference>(edges.Topology, shard, _options.Shards, _poison, _options.AdvanceUnits);
        await edges.Store.LoadAsync(lease, machine.Restore, stop.Halting);
        var reference = await edges.Reference.AtAsync(lease.Positions, stop.Halting);
#if PLANTED_BUGS
        reference = PlantedBugs.Is(Bug.StaleReference) ? edges.Reference.View.Data : reference;
#endif
        machine.Resume(lease, reference);
        Progress.Running(machine.StateBytes);
        try
        {
            _run = new ShardRun<TReference>(machine, lease, Progress, edges, _claims, _retry);
            await _run.RunAsync(stop);
        }
        finally
        {
            _run = null;
            Progress.Stopped();
        }
    }

    /// <summary>Waits until the shard stands where it stood a pause ago: whoever took it has done nothing since.</summary>
    private async Task UntilLeftAsync(FencedException fenced, CancellationToken cancel)
    {
        _options.Meters?.ShardRestarts.Add(1, new KeyValuePair<string, object?>("reason", "fenced"));
        _options.Notify($"shard {shard}: {fenced.Message}; it is left to its new owner for as long as that one works");
        for (var standing = await StandingAsync(cancel); ; _fenced++)
        {
            await _retry.PauseAsync(_fenced, _options.RetakeMin, _options.RetakeMax, cancel);
            var now = await StandingAsync(cancel);
            if (now == standing)
            {
                _options.Notify($"shard {shard} is taken again: nobody has moved it since");
                return;
            }

            standing = now;
        }
    }

    private async Task<(long Epoch, long Sequence)> StandingAsync(CancellationToken cancel)
    {
        var all = await _retry.RunAsync(() => edges.Store.StandingsAsync(cancel), cancel);
        return all.FirstOrDefault(s => s.Shard == shard) is { } own ? (own.Epoch, own.Sequence) : default;
    }

    private void Restarting(string reason, string message)
    {
        _options.Meters?.ShardRestarts.Add(1, new KeyValuePair<string, object?>("reason", reason));
        _options.Notify($"shard {shard} starts again from its last commit: {message}");
    }
}
