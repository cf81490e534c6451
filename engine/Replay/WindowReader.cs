using Sluice.Engine.Control;
using Sluice.Engine.Log;
using Sluice.Engine.Outputs;
using Sluice.Engine.Shards;
using Sluice.Engine.Shards.Keys;
using Sluice.Engine.State;

namespace Sluice.Engine.Replay;

/// <summary>
/// Reads the records of a partition that may bear on some windows, by the window index, beside live processing. Safe for
/// concurrent callers; keeps nothing.
/// </summary>
internal sealed class WindowReader<TReference>(ShardEdges<TReference> edges, Retry retry)
{
    /// <summary>
    /// Waits until the partition's shard has taken everything below an offset: not before that is it known which of these
    /// records it sets aside.
    /// </summary>
    public async Task TakenAsync(TopicPartition source, long end, CancellationToken cancel)
    {
        while (await retry.RunAsync(() => PositionAsync(source, cancel), cancel) < end)
        {
            await Task.Delay(edges.Options.PublishEvery, edges.Options.Time, cancel);
        }
    }

    /// <inheritdoc cref="ICommandContext{TReference}.ReadWindowsAsync" />
    public async Task ReadAsync(string topic, int shard, IReadOnlySet<int> windows, long from, long end, RecordSink sink, CancellationToken cancel)
    {
        var source = new TopicPartition(topic, shard);
        var ranges = WindowRanges.From(from, await retry.RunAsync(() => RangesAsync(source, windows, end, cancel), cancel));
        if (ranges.Count == 0)
        {
            return;
        }

        await CheckHeldAsync(source, ranges[0].From, end, cancel);
        var aside = await retry.RunAsync(() => QuarantinedAsync(source, cancel), cancel);
        var claims = edges.Log.PlacesKeys ? null : KeyClaiming.For(edges.Topology, shard, edges.Store, edges.Options);
        var pass = new RecordPass(sink, aside, ActorKind(topic), shard);
        var pace = new ReplayPace(edges.Options, edges.Live);
        foreach (var (first, to) in ranges)
        {
            for (var next = first; next < to;)
            {
                var batch = await retry.RunAsync(
                    () => edges.Log.ReadAsync(source, next, edges.Options.BatchRecords, Limits.BatchBytesMax, cancel), cancel);
                pass.HandOver(batch, next, to, claims is null ? null : await claims.ClaimAsync([batch], cancel));
                next = Math.Max(next, batch.NextOffset);
                var records = batch.Count;
                batch.Release();
                await pace.RestAsync(records, cancel);
            }
        }
    }

    /// <inheritdoc cref="ICommandContext{TReference}.LoadSegmentsAsync" />
    public async Task LoadAsync(TopicPartition source, long below, SegmentSink sink, CancellationToken cancel)
    {
        var shard = source.Partition;
        while (true)
        {
            var standings = await retry.RunAsync(() => edges.Store.StandingsAsync(cancel), cancel);
            if (standings.FirstOrDefault(s => s.Shard == shard) is not { } standing || standing.Positions[source] < below)
            {
                throw new WindowLostException($"{source} is needed below offset {below}, which the log no longer holds, and its shard had not taken it before");
            }

            try
            {
                await edges.Store.LoadAsync(new ShardLease(shard, standing.Epoch, standing.Sequence, standing.Positions), sink, cancel);
                return;
            }
            catch (FencedException)
            {
                // The shard has a new owner: what was handed over is handed over again.
            }
        }
    }

    /// <summary>Positions first: an index row commits with the position behind its records, so none is missing below it.</summary>
    private async ValueTask<IReadOnlyList<(long From, long To)>> RangesAsync(
        TopicPartition source, IReadOnlySet<int> windows, long end, CancellationToken cancel)
    {
        var indexed = await PositionAsync(source, cancel);
        var rows = await edges.Store.ReadGroupsAsync(
            EngineTables.Windows,
            ["topic", "partition", "month"],
            [.. windows.Order().Select(w => new object?[] { source.Topic, (long)source.Partition, WindowName.Of(w) })],
            cancel);
        var block = EngineTables.Windows.Ordinal("block");
        return WindowRanges.Of(rows.SelectMany(r => r).Select(r => (long)r[block]!), Math.Min(indexed, end), end);
    }

    private async ValueTask<long> PositionAsync(TopicPartition source, CancellationToken cancel)
    {
        var standings = await edges.Store.StandingsAsync(cancel);
        return standings.FirstOrDefault(s => s.Shard == source.Partition)?.Positions[source] ?? 0;
    }

    private async Task CheckHeldAsync(TopicPartition source, long from, long end, CancellationToken cancel)
    {
        var held = (await retry.RunAsync(() => edges.Log.OffsetsAsync(source.Topic, cancel), cancel))[source.Partition];
        if (held.Start > from)
        {
            throw new WindowLostException(
                $"{source} is needed from offset {from} on, and the log holds it from {held.Start} on only: retention has dropped what lies between. "
                + "Bring the topic back from a mirror or a backup")
            {
                HeldFrom = held.Start,
            };
        }

        if (held.End < end)
        {
            throw new WindowLostException($"{source} is needed up to offset {end}, and the log ends at {held.End}: it has lost its newest records");
        }
    }

    private async ValueTask<IReadOnlySet<long>> QuarantinedAsync(TopicPartition source, CancellationToken cancel)
    {
        var rows = await edges.Store.ReadRowsAsync(
            EngineTables.Quarantined, [("topic", source.Topic), ("partition", (long)source.Partition)], cancel);
        return rows.Select(r => (long)r[EngineTables.Quarantined.Ordinal("offset")]!).ToHashSet();
    }

    private string ActorKind(string topic) => edges.Topology.Flows[edges.Topology.Streams.First(s => s.Topic == topic).Flow].ActorKind;
}
