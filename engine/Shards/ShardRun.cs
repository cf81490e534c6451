using System.Threading.Channels;
using Sluice.Engine.Log;
using Sluice.Engine.Outputs;
using Sluice.Engine.Shards.Keys;
using Sluice.Engine.State;

namespace Sluice.Engine.Shards;

/// <summary>
/// The asynchronous edge around one shard under one lease. Three kinds of loops, joined by bounded channels: a reader per
/// input writes batches, one stepping loop alone touches the machine and writes change sets, one loop commits them in
/// order. When any of them fails, all stop. When the shard is halted, what is computed is committed first.
/// </summary>
internal sealed class ShardRun<TReference>(
    ShardMachine<TReference> machine,
    ShardLease lease,
    ShardProgress progress,
    ShardEdges<TReference> edges,
    KeyClaims? claims,
    Retry retry)
{
    /// <summary>Between two slices: about as long as one takes, so that moving costs half a core at most.</summary>
    private static readonly TimeSpan AdvanceRest = TimeSpan.FromMilliseconds(1);

    private readonly EngineOptions _options = edges.Options;
    private readonly Channel<LogBatch?> _inputs = Channel.CreateBounded<LogBatch?>(Limits.BatchesAheadMax * edges.Topology.Streams.Count);
    private readonly Channel<PendingCommit> _commits = Channel.CreateBounded<PendingCommit>(Limits.CommitsInFlightMax - 1);
    private readonly WorkClock _stepping = new(edges.Options.Time);
    private readonly WorkClock _committing = new(edges.Options.Time);

    /// <summary>Whether a step or commit has not moved for the stall timeout.</summary>
    public bool HasStalled => _stepping.IsOver(_options.StallTimeout) || _committing.IsOver(_options.StallTimeout);

    /// <summary>Runs until halted, which it returns from, or dropped; throws what ended it otherwise.</summary>
    public async Task RunAsync(ShardStop stop)
    {
        using var take = CancellationTokenSource.CreateLinkedTokenSource(stop.Halting);
        using var commit = CancellationTokenSource.CreateLinkedTokenSource(stop.Dropping);
        edges.Reference.Changed += Wake;
        try
        {
            var reading = edges.Topology.Streams.Select(s => ReadAsync(new TopicPartition(s.Topic, lease.Shard), take.Token));
            var (stepping, committing) = (StepAsync(take.Token), CommitAsync(commit.Token));
            List<Task> loops = [.. reading, stepping, committing];
            if (!edges.Log.PlacesKeys)
            {
                var sources = edges.Topology.Streams.Select(s => new TopicPartition(s.Topic, lease.Shard)).ToList();
                loops.Add(ChangeWatch.RunAsync(edges.Log, sources, () => progress.Committed, retry, _options, take.Token));
            }

            var first = await Task.WhenAny(loops);
            take.Cancel();
            if (!stop.Halting.IsCancellationRequested)
            {
                // Something failed: what is computed is dropped with the state, and computed anew.
                commit.Cancel();
            }

            await EndAsync(loops);
            if (!stop.Halting.IsCancellationRequested)
            {
                // The commits have ended well only because no more would come.
                await (first == committing && committing.IsCompletedSuccessfully ? stepping : first);
            }
        }
        finally
        {
            edges.Reference.Changed -= Wake;
        }
    }

    private void Wake() => _inputs.Writer.TryWrite(null);

    /// <summary>The first one to end says why; the others were cancelled by it, or failed for the same reason.</summary>
    private static async Task EndAsync(List<Task> loops)
    {
        try
        {
            await Task.WhenAll(loops);
        }
        catch (Exception)
        {
            // Whoever waits for the first one sees why.
        }
    }

    private async Task ReadAsync(TopicPartition source, CancellationToken cancel)
    {
        for (var next = lease.Positions[source]; ;)
        {
            await edges.Gates.PassAsync(source.Topic, cancel);
            var batch = await CheckedRead.RunAsync(edges.Log, retry, () => progress.Committed, source, next, _options.BatchRecords, cancel);
            next = Math.Max(next, batch.NextOffset);
            await edges.Gates.PassAsync(source.Topic, cancel);
            await _inputs.Writer.WriteAsync(batch, cancel);
        }
    }

    private async Task StepAsync(CancellationToken cancel)
    {
        try
        {
            var batches = new List<LogBatch>();
            bool goesOn;
            do
            {
                batches.Clear();
                var records = Gather(batches);
                cancel.ThrowIfCancellationRequested();
                var foreign = claims is null ? null : await claims.ClaimAsync(batches, cancel);
                var commit = Step(batches, records, foreign, out goesOn);
                if (commit is not null)
                {
                    await _commits.Writer.WriteAsync(commit, cancel);
                }
            }
            while (await MoreAsync(goesOn, cancel));
        }
        finally
        {
            // What was computed before is still committed, where the shard is halted.
            _commits.Writer.TryComplete();
        }
    }

    private int Gather(List<LogBatch> batches)
    {
        var records = 0;
        while (records < _options.BatchRecords && _inputs.Reader.TryRead(out var batch))
        {
            if (batch is not null)
            {
                batches.Add(batch);
                records += batch.Count;
            }
        }

        return records;
    }

    private PendingCommit? Step(List<LogBatch> batches, int records, ForeignKeys? foreign, out bool goesOn)
    {
        var started = _options.Time.GetTimestamp();
        _stepping.Begin();
        var commit = Step(batches, foreign, out goesOn);
        _stepping.End();
        edges.Live.Add(records);
        var oldest = OldestTimestamp(batches);
        batches.ForEach(static batch => batch.Release());
        _options.Meters?.StepDuration.Record(_options.Time.GetElapsedTime(started).TotalSeconds);
        return commit is null ? null : new PendingCommit(commit, records, oldest, machine.StateBytes);
    }

    /// <summary>The first slice of a move is free: most end with it, and a shard that begins must not receive at an empty book.</summary>
    /// <param name="goesOn">Whether the next slice may follow at once: no other shard waits for its turn.</param>
    private ShardCommit? Step(List<LogBatch> batches, ForeignKeys? foreign, out bool goesOn)
    {
        var mine = machine.IsAdvancing && edges.Turn.TryTake();
        goesOn = false;
        try
        {
            var mayAdvance = mine || !machine.IsAdvancing;
            return machine.Step(lease.Epoch, batches, edges.Reference.View, _options.Time.GetUtcNow(), mayAdvance, foreign);
        }
        finally
        {
            if (mine)
            {
                goesOn = !edges.Turn.GiveBack();
            }
        }
    }

    /// <summary>
    /// Waits for input; or, while there is newer reference data to work off, lets the rest of the process go first, for a
    /// moment where another shard's turn has come.
    /// </summary>
    private async ValueTask<bool> MoreAsync(bool goesOn, CancellationToken cancel)
    {
        if (!machine.IsAdvancing)
        {
            return await _inputs.Reader.WaitToReadAsync(cancel);
        }

        if (goesOn)
        {
            await Task.Yield();
        }
        else
        {
            await Task.Delay(AdvanceRest, _options.Time, cancel);
        }

        return true;
    }

    private async Task CommitAsync(CancellationToken cancel)
    {
        while (await _commits.Reader.WaitToReadAsync(cancel))
        {
            while (_commits.Reader.TryRead(out var pending))
            {
#if PLANTED_BUGS
                if (PlantedBugs.Is(Bug.CommitOrderSwapped) && _commits.Reader.TryPeek(out var behind))
                {
                    PlantedBugs.Swap(pending.Commit, behind.Commit);
                }
#endif
                var started = _options.Time.GetTimestamp();
                _committing.Begin();
                progress.Committing(started);
                await retry.RunAsync(() => CommitAsync(pending.Commit, cancel), cancel);
                _committing.End();
                progress.Advance(pending.Commit.Positions, pending.Records, pending.StateBytes);
                Measure(pending, started);
                pending.Commit.Release();
                _options.Committed(progress);
            }
        }
    }

    private async ValueTask CommitAsync(ShardCommit commit, CancellationToken cancel)
    {
        try
        {
            await edges.Store.CommitAsync(commit, cancel);
        }
#if PLANTED_BUGS
        catch (FencedException) when (PlantedBugs.Is(Bug.FenceSkipped))
        {
            await edges.Store.CommitAsync(PlantedBugs.Under(commit, await edges.Store.TakeAsync(commit.Shard, cancel)), cancel);
        }
#endif
        catch (Exception refused) when (refused is StoreException or CommitUnknownException)
        {
            progress.Refused(refused.Message);
            throw;
        }
    }

    private void Measure(PendingCommit pending, long started)
    {
        if (_options.Meters is not { } meters)
        {
            return;
        }

        meters.CommitDuration.Record(_options.Time.GetElapsedTime(started).TotalSeconds);
        meters.Commits.Add(1);
        meters.RecordsCommitted.Add(pending.Records);
        meters.SegmentBytes.Add(pending.Commit.PayloadBytes);
        meters.RowsChanged.Add(pending.Commit.Rows.Count);
        meters.DeadLetters.Add(pending.Commit.Rows.Count(static row => ReferenceEquals(row.Table, EngineTables.DeadLetters)));
        if (pending.OldestMs is { } oldest)
        {
            meters.Freshness.Record((_options.Time.GetUtcNow().ToUnixTimeMilliseconds() - oldest) / 1000.0);
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

    private sealed record PendingCommit(ShardCommit Commit, int Records, long? OldestMs, long StateBytes);
}
