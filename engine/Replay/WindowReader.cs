using Sluice.Engine.Control;
using Sluice.Engine.Log;
using Sluice.Engine.Outputs;
using Sluice.Engine.State;

namespace Sluice.Engine.Replay;

/// <summary>
/// Reads the records of a partition that may bear on some windows, by the window index, beside live processing. Keeps
/// nothing; as safe for concurrent callers as its source.
/// </summary>
/// <param name="source">Where from.</param>
/// <param name="groupOf">What the keys of a topic stand for, such as <c>client</c>: the group of their owners.</param>
/// <param name="pace">Makes the pace of one read.</param>
public sealed class WindowReader(IReplaySource source, Func<string, string> groupOf, Func<IPace> pace)
{
    /// <summary>Waits until the partition's shard has taken everything below an offset: not before that is it known which records it sets aside.</summary>
    /// <param name="pause">Until it is looked at again.</param>
    /// <exception cref="WindowLostException">The log does not reach so far any more, and the shard never will.</exception>
    public async Task TakenAsync(TopicPartition partition, long end, Func<Task> pause, CancellationToken cancel)
    {
        while (await PositionAsync(partition, cancel) < end)
        {
            CheckReached(partition, (await source.OffsetsAsync(partition.Topic, cancel))[partition.Partition], end);
            await pause();
        }
    }

    /// <inheritdoc cref="IWindows.ReadWindowsAsync" />
    public async Task ReadAsync(string topic, int shard, IReadOnlySet<int> windows, long from, long end, RecordSink sink, CancellationToken cancel)
    {
        var partition = new TopicPartition(topic, shard);
        var ranges = WindowRanges.From(from, await RangesAsync(partition, windows, end, cancel));
        if (ranges.Count == 0)
        {
            return;
        }

        await CheckHeldAsync(partition, ranges[0].From, end, cancel);
        var pass = new RecordPass(sink, await QuarantinedAsync(partition, cancel), await ForeignAsync(partition, cancel));
        var rest = pace();
        foreach (var (first, to) in ranges)
        {
            for (var next = first; next < to;)
            {
                var batch = await source.ReadLogAsync(partition, next, Limits.BatchRecordsMax, Limits.BatchBytesMax, cancel);
                pass.HandOver(batch, next, to);
                next = Math.Max(next, batch.NextOffset);
                var records = batch.Count;
                batch.Release();
                await rest.RestAsync(records, cancel);
            }
        }
    }

    /// <inheritdoc cref="IWindows.LoadSegmentsAsync" />
    public async Task LoadAsync(TopicPartition partition, long below, SegmentSink sink, CancellationToken cancel)
    {
        while (true)
        {
            var standings = await source.StandingsAsync(cancel);
            if (standings.FirstOrDefault(s => s.Shard == partition.Partition) is not { } standing || standing.Positions[partition] < below)
            {
                throw new WindowLostException($"{partition} is needed below offset {below}, which the log no longer holds, and its shard had not taken it before");
            }

            try
            {
                await source.LoadSegmentsAsync(standing, sink, cancel);
                return;
            }
            catch (FencedException)
            {
                // The shard has a new owner: what was handed over is handed over again.
            }
        }
    }

    /// <summary>Positions first: an index row commits with the position behind its records, so none is missing below it.</summary>
    private async Task<IReadOnlyList<(long From, long To)>> RangesAsync(
        TopicPartition partition, IReadOnlySet<int> windows, long end, CancellationToken cancel)
    {
        var indexed = await PositionAsync(partition, cancel);
        List<long> blocks = [];
        foreach (var window in windows)
        {
            var rows = await source.ReadRowsAsync(
                EngineTables.Windows,
                [("topic", partition.Topic), ("partition", (long)partition.Partition), ("month", WindowName.Of(window))],
                cancel);
            blocks.AddRange(rows.Select(row => (long)row[EngineTables.Windows.Ordinal("block")]!));
        }

        return WindowRanges.Of(blocks, Math.Min(indexed, end), end);
    }

    private async Task<long> PositionAsync(TopicPartition partition, CancellationToken cancel)
    {
        var standings = await source.StandingsAsync(cancel);
        return standings.FirstOrDefault(s => s.Shard == partition.Partition)?.Positions[partition] ?? 0;
    }

    private async Task CheckHeldAsync(TopicPartition partition, long from, long end, CancellationToken cancel)
    {
        var held = (await source.OffsetsAsync(partition.Topic, cancel))[partition.Partition];
        if (held.Start > from)
        {
            throw new WindowLostException(
                $"{partition} is needed from offset {from} on, and the log holds it from {held.Start} on only: retention has dropped what lies between. "
                + "Bring the topic back from a mirror or a backup")
            {
                HeldFrom = held.Start,
            };
        }

        CheckReached(partition, held, end);
    }

    /// <exception cref="WindowLostException">The log ends before what is needed of it.</exception>
    internal static void CheckReached(TopicPartition partition, OffsetRange held, long end)
    {
        if (held.End < end)
        {
            throw new WindowLostException($"{partition} is needed up to offset {end}, and the log ends at {held.End}: it has lost its newest records");
        }
    }

    private async Task<IReadOnlySet<long>> QuarantinedAsync(TopicPartition partition, CancellationToken cancel)
    {
        var rows = await source.ReadRowsAsync(
            EngineTables.Quarantined, [("topic", partition.Topic), ("partition", (long)partition.Partition)], cancel);
        return rows.Select(r => (long)r[EngineTables.Quarantined.Ordinal("offset")]!).ToHashSet();
    }

    private async Task<IReadOnlySet<string>> ForeignAsync(TopicPartition partition, CancellationToken cancel)
    {
        var table = EngineTables.KeyOwner;
        var rows = await source.ReadRowsAsync(table, [(table.Columns[0].Name, groupOf(partition.Topic))], cancel);
        return rows.Where(row => (long)row[2]! != partition.Partition).Select(row => (string)row[1]!).ToHashSet(StringComparer.Ordinal);
    }
}
