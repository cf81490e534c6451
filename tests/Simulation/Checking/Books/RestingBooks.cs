using Sluice.Engine.Control;
using Sluice.Engine.Log;
using Sluice.Engine.Outputs;
using Sluice.Engine.State;
using Sluice.Oracle.Input;
using Sluice.Simulation.Running;
using Sluice.Topology;
using Sluice.Topology.Books.Explaining;
using Sluice.Topology.Reference;

namespace Sluice.Simulation.Checking.Books;

/// <summary>The books and the log of a world at rest, for those who verify them.</summary>
internal sealed class RestingBooks : IBooksSource
{
    private readonly Stage _stage;
    private readonly HashSet<RecordPlace> _aside;
    private readonly PriceBookFold _fold = new(new BooksSettings());
    private readonly List<(TopicPartition Source, long Offset, object Decoded)> _reference = [];

    public RestingBooks(Stage stage, Inputs inputs)
    {
        _stage = stage;
        _aside = [.. inputs.Poisoned.Select(poison => poison.Place), .. inputs.Strayed];
        foreach (var batch in Topics.All.Where(topic => topic != Topics.Reports).SelectMany(topic => LogContents.Batches(stage.Log, topic)))
        {
            foreach (var record in batch)
            {
                if (_fold.Decode(batch.Source.Topic, record).Decoded is { } decoded)
                {
                    _reference.Add((batch.Source, record.Offset, decoded));
                }
            }
        }
    }

    public int Shards => _stage.World.Shards;

    public ValueTask<IReadOnlyList<object?[]>> RowsAsync(TableSchema table, IReadOnlyList<(string Column, object Value)> where, CancellationToken cancel) =>
        _stage.Store.ReadRowsAsync(table, where, cancel);

    public ValueTask<IReadOnlyList<ShardStanding>> StandingsAsync(CancellationToken cancel) => _stage.Store.StandingsAsync(cancel);

    public Task<PriceBook> ReferenceAtAsync(Positions cut, CancellationToken cancel) =>
        Task.FromResult(_fold.With(_fold.Empty, [.. _reference.Where(r => r.Offset < cut[r.Source]).Select(r => r.Decoded)]));

    public Task LoadSegmentsAsync(TopicPartition source, long below, SegmentSink sink, CancellationToken cancel) =>
        throw new NotSupportedException("the log of a world at rest is whole");

    public Task ReadWindowsAsync(string topic, int shard, IReadOnlySet<int> windows, long from, long end, RecordSink sink, CancellationToken cancel)
    {
        foreach (var batch in LogContents.Batches(_stage.Log, topic).Where(batch => batch.Source.Partition == shard))
        {
            foreach (var record in batch)
            {
                if (record.Offset >= from && record.Offset < end && !_aside.Contains(new RecordPlace(topic, shard, record.Offset)))
                {
                    sink(record);
                }
            }
        }

        return Task.CompletedTask;
    }
}
