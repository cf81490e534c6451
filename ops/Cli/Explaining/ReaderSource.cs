using Sluice.Cli.Hosting;
using Sluice.Cli.Reading;
using Sluice.Engine.Control;
using Sluice.Engine.Log;
using Sluice.Engine.Outputs;
using Sluice.Engine.Replay;
using Sluice.Engine.Shards.Keys;
using Sluice.Engine.State;
using Sluice.Topology;
using Sluice.Topology.Books.Explaining;
using Sluice.Topology.Reference;

namespace Sluice.Cli.Explaining;

/// <summary>Books and log beside whoever works on them. Used by one thread.</summary>
internal sealed class ReaderSource : IBooksSource
{
    private const int RecordsAtOnce = 10_000;
    private const int BytesAtOnce = 4 << 20;

    /// <summary>What the keys of reports stand for, as <see cref="EngineTables.KeyOwner"/> has it.</summary>
    private const string KeyGroup = "client";

    private readonly IBooksReader _reader;
    private readonly ReferenceRecords _reference;

    private readonly Action<string> _tell;
    private readonly HashSet<(TopicPartition Source, long Below)> _told = [];

    private ReaderSource(IBooksReader reader, ReferenceRecords reference, int shards, Action<string> tell) =>
        (_reader, _reference, Shards, _tell) = (reader, reference, shards, tell);

    public int Shards { get; }

    /// <param name="tell">Told which records come from the stored facts; null for a person at the terminal.</param>
    public static async Task<ReaderSource> OpenAsync(IBooksReader reader, BooksSettings settings, CancellationToken cancel, Action<string>? tell = null) => new(
        reader,
        await ReferenceRecords.ReadAsync(reader, settings, cancel),
        (await reader.OffsetsAsync(FinanceTopics.Reports, cancel)).Count,
        tell ?? Messages.Tell);

    public ValueTask<IReadOnlyList<object?[]>> RowsAsync(TableSchema table, IReadOnlyList<(string Column, object Value)> where, CancellationToken cancel) =>
        _reader.ReadRowsAsync(table, where, cancel);

    public ValueTask<IReadOnlyList<ShardStanding>> StandingsAsync(CancellationToken cancel) => _reader.StandingsAsync(cancel);

    public Task<PriceBook> ReferenceAtAsync(Positions cut, CancellationToken cancel) => Task.FromResult(_reference.Below(cut));

    public async Task ReadWindowsAsync(string topic, int shard, IReadOnlySet<int> windows, long from, long end, RecordSink sink, CancellationToken cancel)
    {
        var source = new TopicPartition(topic, shard);
        var ranges = WindowRanges.From(from, await RangesAsync(source, windows, end, cancel));
        var held = (await _reader.OffsetsAsync(topic, cancel))[shard];
        if (ranges.Count > 0 && (held.Start > ranges[0].From || held.End < end))
        {
            throw new WindowLostException($"{source} is needed from offset {ranges[0].From} to {end}, and the log holds {held.Start} to {held.End}")
            {
                HeldFrom = held.Start > ranges[0].From ? held.Start : null,
            };
        }

        var aside = await AsideAsync(source, cancel);
        foreach (var (first, to) in ranges)
        {
            for (var next = first; next < to;)
            {
                var batch = await _reader.ReadLogAsync(source, next, RecordsAtOnce, BytesAtOnce, cancel);
                aside.HandOver(batch, next, to, sink);
                next = Math.Max(next + 1, batch.NextOffset);
            }
        }
    }

    public async Task LoadSegmentsAsync(TopicPartition source, long below, SegmentSink sink, CancellationToken cancel)
    {
        if (_told.Add((source, below)))
        {
            _tell($"{source} below offset {below} comes from the stored facts, as the log holds it no longer");
        }

        while (true)
        {
            var standings = await _reader.StandingsAsync(cancel);
            if (standings.FirstOrDefault(s => s.Shard == source.Partition) is not { } standing || standing.Positions[source] < below)
            {
                throw new WindowLostException($"{source} is needed below offset {below}, which the log no longer holds, and its shard had not taken it before");
            }

            try
            {
                await _reader.LoadSegmentsAsync(standing, sink, cancel);
                return;
            }
            catch (FencedException)
            {
                // The shard has a new owner: what was handed over is handed over again.
            }
        }
    }

    /// <summary>Positions first: an index row commits with the position behind its records, so none is missing below it.</summary>
    private async Task<IReadOnlyList<(long From, long To)>> RangesAsync(TopicPartition source, IReadOnlySet<int> windows, long end, CancellationToken cancel)
    {
        var standings = await _reader.StandingsAsync(cancel);
        var indexed = standings.FirstOrDefault(s => s.Shard == source.Partition)?.Positions[source] ?? 0;
        List<long> blocks = [];
        foreach (var window in windows)
        {
            var rows = await _reader.ReadRowsAsync(
                EngineTables.Windows, [("topic", source.Topic), ("partition", (long)source.Partition), ("month", WindowName.Of(window))], cancel);
            blocks.AddRange(rows.Select(row => (long)row[EngineTables.Windows.Ordinal("block")]!));
        }

        return WindowRanges.Of(blocks, Math.Min(indexed, end), end);
    }

    private async Task<SetAside> AsideAsync(TopicPartition source, CancellationToken cancel)
    {
        var quarantined = await _reader.ReadRowsAsync(EngineTables.Quarantined, [("topic", source.Topic), ("partition", (long)source.Partition)], cancel);
        var owners = await _reader.ReadRowsAsync(EngineTables.KeyOwner, [("topic_group", KeyGroup)], cancel);
        return new SetAside(
            quarantined.Select(row => (long)row[EngineTables.Quarantined.Ordinal("offset")]!).ToHashSet(),
            owners.Where(row => (long)row[2]! != source.Partition).Select(row => (string)row[1]!).ToHashSet(StringComparer.Ordinal));
    }

    /// <summary>What a shard does not take: records it has quarantined, and those of keys that another shard owns.</summary>
    private sealed record SetAside(IReadOnlySet<long> Quarantined, IReadOnlySet<string> Foreign)
    {
        public void HandOver(LogBatch batch, long from, long to, RecordSink sink)
        {
            foreach (var record in batch)
            {
                if (record.Offset >= from && record.Offset < to && !Quarantined.Contains(record.Offset)
                    && (Foreign.Count == 0 || !Foreign.Contains(KeyName.Of(record.Key))))
                {
                    sink(record);
                }
            }
        }
    }
}
