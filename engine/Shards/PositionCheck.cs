using Sluice.Engine.Log;
using Sluice.Engine.State;

namespace Sluice.Engine.Shards;

/// <summary>
/// Whether a log is still what positions were reached in: it holds all that lies behind each of them, and the last
/// record before it is the one that was read. Uses what every log can do, and nothing of its own.
/// </summary>
public static class PositionCheck
{
    /// <summary>Checks the partitions of <paramref name="positions"/>.</summary>
    /// <param name="isPast">Whether all has been read on from there: then retention may have dropped what lies behind them.</param>
    /// <exception cref="LogException">
    /// The log cannot be asked now; or (<see cref="LogException.NeedsDecision"/>) it is not the same: the words say what is
    /// where, and what can be done.
    /// </exception>
    public static async ValueTask RunAsync(ILog log, Positions positions, CancellationToken cancel, bool isPast = false)
    {
#if PLANTED_BUGS
        positions = PlantedBugs.Is(Bug.LogChangeUnnoticed) ? Positions.None : positions;
#endif
        var topic = "";
        IReadOnlyList<OffsetRange> ranges = [];
        foreach (var (source, next) in positions.All)
        {
            if (source.Topic != topic)
            {
                (topic, ranges) = (source.Topic, await log.OffsetsAsync(source.Topic, cancel));
            }

            if (source.Partition >= ranges.Count)
            {
                throw Changed(source, next, $"the topic has {ranges.Count} partitions", "it was made anew with fewer", isPast);
            }

            await RunAsync(log, source, next, positions.MarkOf(source), ranges[source.Partition], isPast, cancel);
        }
    }

    private static async ValueTask RunAsync(
        ILog log, TopicPartition source, long next, RecordMark? last, OffsetRange range, bool isPast, CancellationToken cancel)
    {
        var holds = range.Start == range.End ? $"it is empty and goes on at {range.End}" : $"it holds the offsets {range.Start} up to {range.End}";
        if (next > range.End)
        {
            throw Changed(source, next, holds, "it was made anew, or lost its newest records", isPast);
        }

        if (next < range.Start && !isPast)
        {
            throw Changed(source, next, holds, $"records {next} up to {range.Start} were dropped by retention before they were read", isPast);
        }

        // What retention has dropped since cannot be compared; nothing behind the position is missing then.
        if (last is { } mark && mark.Offset >= range.Start && await FoundAsync(log, source, mark.Offset, cancel) != mark)
        {
            throw Changed(source, next, holds, $"another record stands at offset {mark.Offset} than the last one read: it was made anew", isPast);
        }
    }

    private static async ValueTask<RecordMark?> FoundAsync(ILog log, TopicPartition source, long offset, CancellationToken cancel)
    {
        var batch = await log.ReadAsync(source, offset, maxRecords: 1, maxBytes: 1, cancel);
        try
        {
            foreach (var record in batch)
            {
                // A batch may begin before the offset asked for, as those of brokers do.
                if (record.Offset >= offset)
                {
                    return RecordMark.Of(record);
                }
            }

            return null;
        }
        finally
        {
            batch.Release();
        }
    }

    private static LogException Changed(TopicPartition source, long next, string holds, string why, bool isPast) => new(
        $"{source} is not the log that the store has read up to offset {next}: {holds}; {why}. "
        + (isPast
            ? "What was read of it since is in the books. Bring the topic back as it was (from a mirror or a backup) where that is wanted, and "
            : "Nothing was changed. Either bring the topic back as it was (from a mirror or a backup), or ")
        + "begin with an empty store, so that everything is worked out anew from what the topics hold now")
    {
        NeedsDecision = true,
    };
}
