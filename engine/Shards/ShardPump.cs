using System.Threading.Channels;
using Sluice.Engine.Log;
using Sluice.Engine.Outputs;
using Sluice.Engine.Reference;
using Sluice.Engine.Shards.Keys;
using Sluice.Engine.State;
using Sluice.Engine.Telemetry;
using Sluice.Engine.Topology;

namespace Sluice.Engine.Shards;

/// <summary>
/// The asynchronous edge around one shard. Three kinds of loops, joined by bounded channels: a reader per input writes
/// batches, one stepping loop alone touches the machine and writes change sets, one loop commits them in order. When
/// any of them fails, all stop, the state is dropped, and the shard is taken and loaded again.
/// </summary>
internal sealed class ShardPump<TReference>(
    int shard,
    Topology<TReference> topology,
    ILog log,
    IStore store,
    ReferenceReader<TReference> reference,
    PauseGates gates,
    AdvanceTurn turn,
    EngineOptions options)
{
    /// <summary>Between two slices: about as long as one takes, so that moving costs half a core at most.</summary>
    private static readonly TimeSpan AdvanceRest = TimeSpan.FromMilliseconds(1);

    private readonly HashSet<(TopicPartition, long)> _poison = [];
    private readonly Retry _retry = new(options, $"shard {shard}");

    // Null where no key can lie in two partitions. Owners never change, so what was learnt outlives a lease.
    private readonly KeyClaims? _claims = log.PlacesKeys ? null : KeyClaiming.For(topology, shard, store, options);

    public ShardProgress Progress { get; } = new(shard);

    /// <summary>Runs until cancelled, or until another owner has taken the shard.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        options.Meters?.Shards.Enter(Progress);
        try
        {
            await RunLeasesAsync(cancel);
        }
        finally
        {
            options.Meters?.Shards.Leave(Progress);
        }
    }

    private async Task RunLeasesAsync(CancellationToken cancel)
    {
        var pause = options.BackoffMin;
        while (!cancel.IsCancellationRequested)
        {
            var before = Progress.Committed;
            try
            {
                await RunLeaseAsync(cancel);
            }
            catch (OperationCanceledException) when (cancel.IsCancellationRequested)
            {
                return;
            }
            catch (FencedException fenced)
            {
                options.Notify($"shard {shard}: {fenced.Message}; it is left to its new owner");
                return;
            }
            catch (PoisonException poison)
            {
                _poison.Add((poison.Input, poison.Offset));
                options.Meters?.Quarantined.Add(1);
                Restarting("poison", poison.Message);
                continue;
            }
            catch (Exception failure) when (failure is StoreException or CommitUnknownException or LogException { NeedsDecision: false })
            {
                Restarting(failure.GetType().Name, failure.Message);
            }

            pause = before.Equals(Progress.Committed) ? options.Longer(pause) : options.BackoffMin;
            await DelayAsync(pause, cancel);
        }
    }

    private async Task RunLeaseAsync(CancellationToken cancel)
    {
        await reference.CaughtUp.OrCancelAsync(cancel);
        var lease = await store.TakeAsync(shard, cancel);
        await _retry.RunAsync(() => PositionCheck.RunAsync(log, lease.Positions, cancel), cancel);
        Progress.Reset(lease.Positions);
        var machine = new ShardMachine<TReference>(topology, shard, options.Shards, _poison, options.AdvanceUnits);
        await store.LoadAsync(lease, machine.Restore, cancel);
        machine.Resume(lease, await reference.AtAsync(lease.Positions, cancel));
        Progress.Running(machine.StateBytes);

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var inputs = Channel.CreateBounded<LogBatch?>(Limits.BatchesAheadMax * topology.Streams.Count);
        var commits = Channel.CreateBounded<PendingCommit>(Limits.CommitsInFlightMax - 1);
        void Wake() => inputs.Writer.TryWrite(null);
        reference.Changed += Wake;
        try
        {
            var loops = topology.Streams
                .Select(s => ReadAsync(new TopicPartition(s.Topic, shard), lease.Positions, inputs.Writer, stop.Token))
                .Append(StepAsync(machine, lease.Epoch, inputs.Reader, commits.Writer, stop.Token))
                .Append(CommitAsync(commits.Reader, stop.Token))
                .ToList();
            await FirstFailureAsync(loops, stop);
        }
        finally
        {
            reference.Changed -= Wake;
            Progress.Stopped();
        }
    }

    private async Task ReadAsync(TopicPartition source, Positions positions, ChannelWriter<LogBatch?> target, CancellationToken cancel)
    {
        for (var next = positions[source]; ;)
        {
            await gates.PassAsync(source.Topic, cancel);
            var batch = await CheckedRead.RunAsync(log, _retry, () => Progress.Committed, source, next, options.BatchRecords, cancel);
            next = Math.Max(next, batch.NextOffset);
            await gates.PassAsync(source.Topic, cancel);
            await target.WriteAsync(batch, cancel);
        }
    }

    private async Task StepAsync(
        ShardMachine<TReference> machine,
        long epoch,
        ChannelReader<LogBatch?> source,
        ChannelWriter<PendingCommit> target,
        CancellationToken cancel)
    {
        var batches = new List<LogBatch>();
        bool goesOn;
        do
        {
            batches.Clear();
            var records = 0;
            while (records < options.BatchRecords && source.TryRead(out var batch))
            {
                if (batch is not null)
                {
                    batches.Add(batch);
                    records += batch.Count;
                }
            }

            cancel.ThrowIfCancellationRequested();
            var foreign = _claims is null ? null : await _claims.ClaimAsync(batches, cancel);
            var started = options.Time.GetTimestamp();
            var commit = Step(machine, epoch, batches, foreign, out goesOn);
            var oldest = OldestTimestamp(batches);
            batches.ForEach(static batch => batch.Release());
            options.Meters?.StepDuration.Record(options.Time.GetElapsedTime(started).TotalSeconds);
            if (commit is not null)
            {
                await target.WriteAsync(new PendingCommit(commit, records, oldest, machine.StateBytes), cancel);
            }
        }
        while (await MoreAsync(machine, goesOn, source, cancel));
    }

    /// <summary>The first slice of a move is free: most end with it, and a shard that begins must not receive at an empty book.</summary>
    /// <param name="goesOn">Whether the next slice may follow at once: no other shard waits for its turn.</param>
    private ShardCommit? Step(ShardMachine<TReference> machine, long epoch, List<LogBatch> batches, ForeignKeys? foreign, out bool goesOn)
    {
        var mine = machine.IsAdvancing && turn.TryTake();
        goesOn = false;
        try
        {
            return machine.Step(epoch, batches, reference.View, options.Time.GetUtcNow(), mayAdvance: mine || !machine.IsAdvancing, foreign);
        }
        finally
        {
            if (mine)
            {
                goesOn = !turn.GiveBack();
            }
        }
    }

    /// <summary>
    /// Waits for input; or, while there is newer reference data to work off, lets the rest of the process go first, for a
    /// moment where another shard's turn has come.
    /// </summary>
    private async ValueTask<bool> MoreAsync(
        ShardMachine<TReference> machine, bool goesOn, ChannelReader<LogBatch?> source, CancellationToken cancel)
    {
        if (!machine.IsAdvancing)
        {
            return await source.WaitToReadAsync(cancel);
        }

        if (goesOn)
        {
            await Task.Yield();
        }
        else
        {
            await Task.Delay(AdvanceRest, options.Time, cancel);
        }

        return true;
    }

    private async Task CommitAsync(ChannelReader<PendingCommit> source, CancellationToken cancel)
    {
        while (await source.WaitToReadAsync(cancel))
        {
            while (source.TryRead(out var pending))
            {
                var started = options.Time.GetTimestamp();
                await _retry.RunAsync(() => store.CommitAsync(pending.Commit, cancel), cancel);
                Progress.Advance(pending.Commit.Positions, pending.Records, pending.StateBytes);
                Measure(pending, started);
                pending.Commit.Release();
                options.Committed(Progress);
            }
        }
    }

    /// <summary>Waits for the first loop to end, stops the others, and throws what ended it.</summary>
    private static async Task FirstFailureAsync(List<Task> loops, CancellationTokenSource stop)
    {
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

    private void Measure(PendingCommit pending, long started)
    {
        if (options.Meters is not { } meters)
        {
            return;
        }

        meters.CommitDuration.Record(options.Time.GetElapsedTime(started).TotalSeconds);
        meters.Commits.Add(1);
        meters.RecordsCommitted.Add(pending.Records);
        meters.SegmentBytes.Add(pending.Commit.PayloadBytes);
        meters.RowsChanged.Add(pending.Commit.Rows.Count);
        meters.DeadLetters.Add(pending.Commit.Rows.Count(static row => ReferenceEquals(row.Table, EngineTables.DeadLetters)));
        if (pending.OldestMs is { } oldest)
        {
            meters.Freshness.Record((options.Time.GetUtcNow().ToUnixTimeMilliseconds() - oldest) / 1000.0);
        }
    }

    private static long? OldestTimestamp(List<LogBatch> batches)
    {
        long? oldest = null;
        foreach (var batch in batches)
        {
            foreach (var record in batch)
            {
                oldest = Math.Min(oldest ?? long.MaxValue, record.TimestampMs);
                break;
            }
        }

        return oldest;
    }

    private void Restarting(string reason, string message)
    {
        options.Meters?.ShardRestarts.Add(1, new KeyValuePair<string, object?>("reason", reason));
        options.Notify($"shard {shard} starts again from its last commit: {message}");
    }

    private async Task DelayAsync(TimeSpan pause, CancellationToken cancel)
    {
        try
        {
            await Task.Delay(pause, options.Time, cancel);
        }
        catch (OperationCanceledException)
        {
            // Stopping: the loop sees it.
        }
    }

    private sealed record PendingCommit(ShardCommit Commit, int Records, long? OldestMs, long StateBytes);
}
