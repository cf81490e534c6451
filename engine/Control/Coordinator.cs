using Sluice.Engine.Log;
using Sluice.Engine.Shards;
using Sluice.Engine.State;

namespace Sluice.Engine.Control;

/// <summary>
/// Has commands decided here for as long as that is this process's to do: takes the lease of <see cref="Limits.ControlShard"/>,
/// and after whatever ends it begins again from the last commit. One loop. Two that believe it theirs fence each other; the
/// one that was fenced comes back only once the other has been seen to do nothing for a while.
/// </summary>
internal sealed class Coordinator<TReference>(ShardEdges<TReference> edges, ICommandBook<TReference> book)
{
    private readonly EngineOptions _options = edges.Options;
    private readonly Retry _retry = new(edges.Options, "commands", salt: -4);

    /// <summary>Runs until cancelled; throws what is beyond help.</summary>
    public async Task RunAsync(Func<bool> isOurs, CancellationToken cancel)
    {
        for (int failures = 0, fenced = 0; ;)
        {
            if (!isOurs())
            {
                (failures, fenced) = (0, 0);
                await Task.Delay(_options.PublishEvery, _options.Time, cancel);
                continue;
            }

            var began = _options.Time.GetTimestamp();
            try
            {
                await LeadAsync(isOurs, cancel);
            }
            catch (FencedException other)
            {
                _options.Notify($"commands: {other.Message}; they are left to the process that decides them now");
                fenced = HeldLong(began) ? 1 : fenced + 1;
                await UntilLeftAsync(fenced, isOurs, cancel);
            }
            catch (Exception failure) when (Retry.MayPass(failure) || (failure is OperationCanceledException && !cancel.IsCancellationRequested))
            {
                _retry.Count(failure);
                failures = HeldLong(began) ? 1 : failures + 1;
                await _retry.PauseAsync(failures, cancel);
            }
        }
    }

    private bool HeldLong(long began) => _options.Time.GetElapsedTime(began) > 2 * _options.RetakeMax;

    private async Task LeadAsync(Func<bool> isOurs, CancellationToken cancel)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var taken = await _retry.RunAsync(() => edges.Store.TakeAsync(Limits.ControlShard, cancel), cancel);
        await _retry.RunAsync(() => PositionCheck.RunAsync(edges.Log, taken.Positions, cancel), cancel);
        var lease = new ControlLease(edges.Store, taken, _options, _retry);
        using var desk = new CommandDesk<TReference>(edges, book, lease, _retry);
        List<Task> loops = [desk.RunAsync(stop.Token), ReadAsync(desk, lease, stop.Token), UntilNotOursAsync(isOurs, stop.Token)];
        var first = await Task.WhenAny(loops);
        stop.Cancel();
        try
        {
            await Task.WhenAll(loops);
        }
        catch (Exception)
        {
            // The first one to end says why; the others were cancelled by it, or failed for the same reason.
        }

        await first;
    }

    private async Task ReadAsync(CommandDesk<TReference> desk, ControlLease lease, CancellationToken cancel)
    {
        for (var next = lease.Positions[ControlTopic.Source]; ;)
        {
            var batch = await CheckedRead.RunAsync(
                edges.Log, _retry, () => lease.Positions, ControlTopic.Source, next, Limits.ControlBatchMax, cancel);
            next = Math.Max(next, batch.NextOffset);
            var messages = ControlMessage.Of(batch);
            batch.Release();
            await desk.TakeAsync(messages, next, cancel);
        }
    }

    private async Task UntilNotOursAsync(Func<bool> isOurs, CancellationToken cancel)
    {
        while (isOurs())
        {
            await Task.Delay(_options.PublishEvery, _options.Time, cancel);
        }
    }

    /// <summary>Waits until nothing was decided during a pause, or it is not this process's to do any more.</summary>
    private async Task UntilLeftAsync(int fenced, Func<bool> isOurs, CancellationToken cancel)
    {
        for (var standing = await StandingAsync(cancel); isOurs(); fenced++)
        {
            await _retry.PauseAsync(fenced, _options.RetakeMin, _options.RetakeMax, cancel);
            var now = await StandingAsync(cancel);
            if (now == standing)
            {
                return;
            }

            standing = now;
        }
    }

    private async Task<(long Epoch, long Sequence)> StandingAsync(CancellationToken cancel)
    {
        var all = await _retry.RunAsync(() => edges.Store.StandingsAsync(cancel), cancel);
        return all.Control() is { } own ? (own.Epoch, own.Sequence) : default;
    }
}
