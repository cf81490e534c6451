using System.Text;
using Sluice.Engine.Log;
using Sluice.Engine.Outputs;
using Sluice.Engine.State;

namespace Sluice.Engine.Testing.Compliance;

/// <summary>Tables, commits and segments for the tests of a store.</summary>
public static class StoreTestData
{
    /// <summary>A table whose changes go through the outbox.</summary>
    public static readonly TableSchema Partials = new(
        "partials", 2, Outbox: true, new Column("month", ColumnType.Text), new Column("party", ColumnType.Integer), new Column("total", ColumnType.Amount));

    /// <summary>A table without outbox, with every type.</summary>
    public static readonly TableSchema Everything = new(
        "everything",
        1,
        Outbox: false,
        new Column("id", ColumnType.Text),
        new Column("text", ColumnType.Text),
        new Column("number", ColumnType.Integer),
        new Column("amount", ColumnType.Amount),
        new Column("sum", ColumnType.ScaledSum),
        new Column("at", ColumnType.Instant),
        new Column("raw", ColumnType.Bytes));

    /// <summary>A table keyed by all the types that a key may have; its names are words of SQL, which a store must bear.</summary>
    public static readonly TableSchema Keyed = new(
        "order",
        4,
        Outbox: true,
        new Column("group", ColumnType.Text),
        new Column("offset", ColumnType.Integer),
        new Column("from", ColumnType.Instant),
        new Column("hash", ColumnType.Bytes),
        new Column("value", ColumnType.Text));

    /// <summary>A table that only grows.</summary>
    public static readonly TableSchema Journal = new(
        "journal",
        2,
        Outbox: true,
        new Column("document", ColumnType.Text),
        new Column("line", ColumnType.Integer),
        new Column("amount", ColumnType.Amount),
        new Column("at", ColumnType.Instant),
        new Column("note", ColumnType.Text),
        new Column("raw", ColumnType.Bytes))
    {
        AppendOnly = true,
    };

    public static readonly IReadOnlyList<TableSchema> Tables = [Partials, Everything, Keyed, Journal, EngineTables.KeyOwner];

    public static RowChange Partial(string month, long party, decimal total) => RowChange.Upsert(Partials, month, party, total);

    /// <summary>A line of the table that only grows.</summary>
    public static RowChange Line(string document, long line, decimal amount, string? note = null) => RowChange.Upsert(
        Journal, document, line, amount, new DateTimeOffset(2026, 1, 31, 18, 30, 0, TimeSpan.Zero).AddTicks(7), note, new byte[] { 0, 7 });

    /// <summary>Positions that differ for every sequence.</summary>
    public static Positions At(long sequence) =>
        Positions.None.With(new TopicPartition("reports", 0), sequence * 10).With(new TopicPartition("a/b", 3), sequence);

    public static ReadOnlyMemory<byte> Segment(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>The commit that follows <paramref name="sequence"/> − 1 under the lease.</summary>
    public static ShardCommit Commit(
        ShardLease lease, long sequence, string segment = "", IReadOnlyList<RowChange>? rows = null, SegmentMerge? merge = null) => new()
        {
            Shard = lease.Shard,
            Epoch = lease.Epoch,
            Sequence = sequence,
            Positions = At(sequence),
            Segment = Segment(segment),
            Merge = merge,
            Rows = rows ?? [],
        };
}
