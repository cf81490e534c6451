using Sluice.Cli.Hosting;
using Sluice.Cli.Reading;
using Sluice.Engine.Log;
using Sluice.Engine.Outputs;
using Sluice.Engine.Replay;
using Sluice.Engine.State;
using Sluice.Topology;
using Sluice.Topology.Books.Explaining;
using Sluice.Topology.Reference;

namespace Sluice.Cli.Explaining;

/// <summary>Books and log beside whoever works on them. Used by one thread.</summary>
internal sealed class ReaderSource : IBooksSource
{
    private readonly IBooksReader _reader;
    private readonly ReferenceRecords _reference;
    private readonly WindowReader _windows;
    private readonly Action<string> _tell;
    private readonly HashSet<(TopicPartition Source, long Below)> _told = [];

    private ReaderSource(IBooksReader reader, ReferenceRecords reference, WindowReader windows, int shards, Action<string> tell) =>
        (_reader, _reference, _windows, Shards, _tell) = (reader, reference, windows, shards, tell);

    public int Shards { get; }

    /// <param name="tell">Told which records come from the stored facts; null for a person at the terminal.</param>
    public static async Task<ReaderSource> OpenAsync(IBooksReader reader, BooksSettings settings, CancellationToken cancel, Action<string>? tell = null) => new(
        reader,
        await ReferenceRecords.ReadAsync(reader, settings, cancel),
        new WindowReader(reader, FinanceTopology.Build(settings).ActorKind, static () => new NoRest()),
        (await reader.OffsetsAsync(FinanceTopics.Reports, cancel)).Count,
        tell ?? Messages.Tell);

    public ValueTask<IReadOnlyList<object?[]>> RowsAsync(TableSchema table, IReadOnlyList<(string Column, object Value)> where, CancellationToken cancel) =>
        _reader.ReadRowsAsync(table, where, cancel);

    public ValueTask<IReadOnlyList<ShardStanding>> StandingsAsync(CancellationToken cancel) => _reader.StandingsAsync(cancel);

    public Task<PriceBook> ReferenceAtAsync(Positions cut, CancellationToken cancel) => Task.FromResult(_reference.Below(cut));

    public Task ReadWindowsAsync(string topic, int shard, IReadOnlySet<int> windows, long from, long end, RecordSink sink, CancellationToken cancel) =>
        _windows.ReadAsync(topic, shard, windows, from, end, sink, cancel);

    public Task LoadSegmentsAsync(TopicPartition source, long below, SegmentSink sink, CancellationToken cancel)
    {
        if (_told.Add((source, below)))
        {
            _tell($"{source} below offset {below} comes from the stored facts, as the log holds it no longer");
        }

        return _windows.LoadAsync(source, below, sink, cancel);
    }
}
