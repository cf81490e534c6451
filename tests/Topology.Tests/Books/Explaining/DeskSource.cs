using Sluice.Engine.Control;
using Sluice.Engine.Log;
using Sluice.Engine.Outputs;
using Sluice.Engine.State;
using Sluice.Topology.Books.Explaining;
using Sluice.Topology.Reference;
using Sluice.Topology.Tests.Books.Histories;

namespace Sluice.Topology.Tests.Books.Explaining;

/// <summary>A desk's books and log as they are explained.</summary>
internal sealed class DeskSource(BooksDesk desk) : IBooksSource
{
    public int Shards => BooksDesk.Shards;

    public ValueTask<IReadOnlyList<object?[]>> RowsAsync(TableSchema table, IReadOnlyList<(string Column, object Value)> where, CancellationToken cancel) =>
        table == EngineTables.Commands
            ? ValueTask.FromResult<IReadOnlyList<object?[]>>([.. desk.Commands.Where(row => where.All(w => row[table.Ordinal(w.Column)]!.Equals(w.Value)))])
            : desk.Store.ReadRowsAsync(table, where, cancel);

    public ValueTask<IReadOnlyList<ShardStanding>> StandingsAsync(CancellationToken cancel) => desk.Store.StandingsAsync(cancel);

    public Task<PriceBook> ReferenceAtAsync(Positions cut, CancellationToken cancel) => Task.FromResult(desk.ReferenceAt(cut));

    /// <summary>How often reports came from what the shards have stored.</summary>
    public int Loads { get; private set; }

    /// <summary>As a log that has lost what lies below <see cref="BooksDesk.HeldFrom"/>.</summary>
    public Task ReadWindowsAsync(string topic, int shard, IReadOnlySet<int> windows, long from, long end, RecordSink sink, CancellationToken cancel)
    {
        if (from < desk.HeldFrom)
        {
            throw new WindowLostException("the desk's log has forgotten its beginning") { HeldFrom = desk.HeldFrom };
        }

        desk.Read(new TopicPartition(topic, shard), from, end, sink);
        return Task.CompletedTask;
    }

    public Task LoadSegmentsAsync(TopicPartition source, long below, SegmentSink sink, CancellationToken cancel)
    {
        Loads++;
        desk.LoadSegments(source, below, sink);
        return Task.CompletedTask;
    }
}
