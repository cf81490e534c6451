using System.Globalization;
using Shouldly;
using Sluice.Engine.Outputs;
using Xunit;
using static Sluice.Engine.Testing.Compliance.StoreTestData;

namespace Sluice.Engine.Testing.Compliance;

public abstract partial class StoreCompliance
{
    public static TheoryData<string?, long?, string?, string?, string?, byte[]?> Values { get; } = new()
    {
        { "plain", 1, "1.5", "150000000", "2026-01-31T18:29:59.123456Z", [1, 2, 3] },
        { "", 0, "0", "0", "0001-01-01T00:00:00Z", [] },
        { null, null, null, null, null, null },
        { "₹ ünïcode 日本語 🚀 'quoted' \"twice\" \n\t", long.MinValue, "-7922816251426433759354395033.5", "-170141183460469231731687303715884105728", "9999-12-31T23:59:59.999999Z", [0, 255, 0] },
        { "scale", long.MaxValue, "1.50", "170141183460469231731687303715884105727", "2024-02-29T00:00:00Z", [0] },
        { "largest", -1, "79228162514264337593543950335", "-1", "1969-12-31T23:59:59.999999Z", [128] },
        { "smallest", 42, "0.0000000000000000000000000001", "1", "1970-01-01T00:00:00Z", [10, 13] },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public async Task Values_come_back_exactly(string? text, long? number, string? amount, string? sum, string? at, byte[]? raw)
    {
        object?[] row =
        [
            "id",
            text,
            number,
            amount is null ? null : decimal.Parse(amount, CultureInfo.InvariantCulture),
            sum is null ? null : Int128.Parse(sum, CultureInfo.InvariantCulture),
            at is null ? null : DateTimeOffset.Parse(at, CultureInfo.InvariantCulture),
            raw,
        ];
        var lease = await Store.TakeAsync(0, Cancel);
        await CommitAsync(Commit(lease, 1, rows: [RowChange.Upsert(Everything, row)]));
        var read = (await RowsAsync(Everything)).ShouldHaveSingleItem();
        read.ShouldBe(row);
        (read[3] as decimal?)?.ToString(CultureInfo.InvariantCulture).ShouldBe(amount);
        (read[5] as DateTimeOffset?)?.Offset.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public async Task An_instant_of_another_zone_comes_back_as_the_same_instant()
    {
        var at = new DateTimeOffset(2026, 2, 1, 0, 0, 0, TimeSpan.FromHours(5.5));
        var lease = await Store.TakeAsync(0, Cancel);
        await CommitAsync(Commit(lease, 1, rows: [RowChange.Upsert(Everything, "id", null, null, null, null, at, null)]));
        (await RowsAsync(Everything, ("at", at))).ShouldHaveSingleItem()[5].ShouldBe(at);
    }

    [Fact]
    public async Task A_schema_of_fewer_columns_reads_those_of_the_table()
    {
        var lease = await Store.TakeAsync(0, Cancel);
        await CommitAsync(Commit(lease, 1, rows: [RowChange.Upsert(Everything, "id", "text", 7L, 1m, null, DateTimeOffset.UnixEpoch, new byte[] { 1 })]));
        var some = new TableSchema(Everything.Name, 1, Outbox: false, Everything.Columns[0], Everything.Columns[2], Everything.Columns[5]);
        (await RowsAsync(some)).ShouldBe([["id", 7L, DateTimeOffset.UnixEpoch]]);
        (await RowsAsync(some, ("number", 7L))).Count.ShouldBe(1);
        (await RowsAsync(some, ("number", 8L))).ShouldBeEmpty();
    }

    [Fact]
    public async Task Changes_of_one_key_apply_in_order()
    {
        var lease = await Store.TakeAsync(0, Cancel);
        await CommitAsync(Commit(lease, 1, rows: [Partial("a", 1, 1m), Partial("b", 1, 1m), Partial("a", 1, 2m)]));
        (await RowsAsync(Partials)).ShouldBe([["a", 1L, 2m], ["b", 1L, 1m]]);
        await CommitAsync(Commit(lease, 2, rows: [RowChange.Delete(Partials, "a", 1L), Partial("b", 1, 3m), RowChange.Delete(Partials, "b", 1L), Partial("b", 1, 4m)]));
        (await RowsAsync(Partials)).ShouldBe([["b", 1L, 4m]]);
        await CommitAsync(Commit(lease, 3, rows: [RowChange.Delete(Partials, "never there", 1L)]));
        (await RowsAsync(Partials)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Rows_are_chosen_by_their_columns_and_ordered_by_key()
    {
        var lease = await Store.TakeAsync(0, Cancel);
        RowChange[] rows = [Partial("b", 10, 1.50m), Partial("a", -5, 2m), Partial("b", 9, 1.5m), Partial("B", 1, 2m), Partial("a", 7, 3m)];
        await CommitAsync(Commit(lease, 1, rows: rows));
        (await RowsAsync(Partials)).ShouldBe([["B", 1L, 2m], ["a", -5L, 2m], ["a", 7L, 3m], ["b", 9L, 1.5m], ["b", 10L, 1.5m]]);
        (await RowsAsync(Partials, ("month", "b"))).Select(r => r[1]).ShouldBe([9L, 10L]);
        (await RowsAsync(Partials, ("total", 2m), ("month", "a"))).ShouldBe([["a", -5L, 2m]]);
        (await RowsAsync(Partials, ("total", 1.5m))).Count.ShouldBe(2);
        (await RowsAsync(Partials, ("month", "c"))).ShouldBeEmpty();
    }

    [Fact]
    public async Task Keys_of_every_type_identify_and_order_rows()
    {
        var at = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var half = at.AddMilliseconds(500);
        RowChange Row(string group, long offset, DateTimeOffset from, byte[] hash, string value) => RowChange.Upsert(Keyed, group, offset, from, hash, value);
        var lease = await Store.TakeAsync(0, Cancel);
        await CommitAsync(Commit(lease, 1, rows: [Row("g", 1, half, [1], "c"), Row("g", 1, at, [2], "b"), Row("g", 1, at, [1, 0], "a"), Row("g", 0, half, [9], "first")]));
        await CommitAsync(Commit(lease, 2, rows: [Row("g", 1, at, [2], "B"), RowChange.Delete(Keyed, "g", 1L, half, new byte[] { 1 })]));
        (await RowsAsync(Keyed)).Select(r => r[4]).ShouldBe(["first", "a", "B"]);
        (await RowsAsync(Keyed, ("from", at), ("hash", new byte[] { 2 }))).ShouldHaveSingleItem()[4].ShouldBe("B");
    }

    [Fact]
    public async Task Preparing_again_keeps_the_rows()
    {
        var lease = await Store.TakeAsync(0, Cancel);
        await CommitAsync(Commit(lease, 1, rows: [Partial("a", 1, 1m)]));
        await Store.PrepareAsync(Tables, Cancel);
        (await RowsAsync(Partials)).ShouldBe([["a", 1L, 1m]]);
    }

    [Fact]
    public async Task A_table_that_grew_is_extended_and_old_rows_are_empty_there()
    {
        var lease = await Store.TakeAsync(0, Cancel);
        await CommitAsync(Commit(lease, 1, rows: [Partial("a", 1, 1m)]));
        var grown = Partials with { Columns = [.. Partials.Columns, new Column("note", ColumnType.Text)] };
        await Store.PrepareAsync([grown], Cancel);
        await CommitAsync(Commit(lease, 2, rows: [RowChange.Upsert(grown, "b", 1L, 2m, "new")]));
        (await RowsAsync(grown)).ShouldBe([["a", 1L, 1m, null], ["b", 1L, 2m, "new"]]);
    }
}
