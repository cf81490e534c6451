using Sluice.Engine.Control;
using Sluice.Engine.Log;
using Sluice.Engine.Outputs;
using Sluice.Engine.State;
using Sluice.Topology.Billing.Margin;
using Sluice.Topology.Books;
using Sluice.Topology.Books.Explaining;
using Sluice.Topology.Reference;
using Sluice.Topology.Tests.Books.Explaining;
using Sluice.Topology.Tests.Books.Histories;

namespace Sluice.Topology.Tests.Books.Verifying;

/// <summary>A desk's books as somebody left them who has changed the rows of a table behind the engine's back.</summary>
/// <param name="table">The table; null for books that nobody has touched.</param>
internal sealed class TamperedBooks(BooksDesk desk, TableSchema? table = null, Func<IReadOnlyList<object?[]>, IEnumerable<object?[]>>? change = null) : IBooksSource
{
    private readonly DeskSource _desk = new(desk);

    public int Shards => _desk.Shards;

    public async ValueTask<IReadOnlyList<object?[]>> RowsAsync(TableSchema of, IReadOnlyList<(string Column, object Value)> where, CancellationToken cancel)
    {
        var rows = of == MarginTables.MarginSummary ? Booked()
            : of == MarginTables.ProviderSummary ? Statements()
            : await _desk.RowsAsync(of, [], cancel);
        return [.. (of == table ? change!(rows) : rows).Where(row => where.All(w => w.Value.Equals(row[of.Ordinal(w.Column)])))];
    }

    public ValueTask<IReadOnlyList<ShardStanding>> StandingsAsync(CancellationToken cancel) => new(Array.Empty<ShardStanding>());

    public Task<PriceBook> ReferenceAtAsync(Positions cut, CancellationToken cancel) => _desk.ReferenceAtAsync(cut, cancel);

    public Task ReadWindowsAsync(string topic, int shard, IReadOnlySet<int> windows, long from, long end, RecordSink sink, CancellationToken cancel) =>
        _desk.ReadWindowsAsync(topic, shard, windows, from, end, sink, cancel);

    public Task LoadSegmentsAsync(TopicPartition source, long below, SegmentSink sink, CancellationToken cancel) =>
        _desk.LoadSegmentsAsync(source, below, sink, cancel);

    /// <summary>How often reports came from what the shards have stored.</summary>
    public int Loads => _desk.Loads;

    /// <summary>What is booked of the providers, as the outbox would merge it.</summary>
    private IReadOnlyList<object?[]> Statements() =>
        [.. desk.Rows(MarginTables.ProviderPartial).GroupBy(row => (row[0], row[1], row[2])).Select(party => ProviderTotals.Merge(new BooksSettings()).Merge([.. party])).OfType<object?[]>()];

    /// <summary>No shard runs at a desk: margin_summary is what one would show of the bookings.</summary>
    private IReadOnlyList<object?[]> Booked()
    {
        var bookings = BooksTables.Bookings;
        var latest = desk.Rows(bookings).GroupBy(row => (row[bookings.Ordinal("month")], row[bookings.Ordinal("client_id")])).Select(month => month.MaxBy(row => (long)row[0]!)!);
        return
        [
            .. latest.Where(row => (long)row[bookings.Ordinal("reports")]! > 0 || (decimal)row[bookings.Ordinal("revenue")]! > 0)
                .Select(row => MarginTables.MarginSummary.Columns.Select(column => column.Name == "status" ? "closed" : row[bookings.Ordinal(column.Name)]).ToArray()),
        ];
    }
}
