using Shouldly;
using Sluice.Engine.Outputs;
using Sluice.Engine.State;
using Xunit;
using static Sluice.Engine.Testing.Compliance.StoreTestData;

namespace Sluice.Engine.Testing.Compliance;

public abstract partial class StoreCompliance
{
    [Fact]
    public async Task An_equal_row_appended_again_changes_nothing_and_does_no_harm()
    {
        var lease = await Store.TakeAsync(0, Cancel);
        await CommitAsync(Commit(lease, 1, rows: [Line("INV-1", 1, 1.50m), Line("INV-1", 2, 2m, "two")]));
        await CommitAsync(Commit(lease, 2, rows: [Line("INV-1", 2, 2m, "two"), Line("INV-1", 3, 3m), Line("INV-1", 3, 3m), Line("INV-1", 1, 1.50m)]));
        await Store.CompleteOutboxAsync(await OutboxAsync(), [Line("INV-1", 3, 3m), Line("INV-1", 4, 4m)], Cancel);
        (await RowsAsync(Journal)).Select(r => (r[1], r[2])).ShouldBe([(1L, 1.50m), (2L, 2m), (3L, 3m), (4L, 4m)]);
    }

    /// <summary>Rows that differ from <c>Line("INV-1", 1, 1m, "one")</c> in one column each.</summary>
    public static TheoryData<string> OtherRows { get; } = ["amount", "note", "null", "at", "raw"];

    [Theory]
    [MemberData(nameof(OtherRows))]
    public async Task Another_row_for_a_key_of_an_append_only_table_is_refused_whole(string column)
    {
        var lease = await Store.TakeAsync(0, Cancel);
        await CommitAsync(Commit(lease, 1, "one", [Line("INV-1", 1, 1m, "one")]));
        var refused = await Should.ThrowAsync<StoreException>(() => CommitAsync(Commit(lease, 2, "two", [Partial("a", 1, 1m), Other(column)])));
        refused.Message.ShouldContain(AppendOnly.Refusal("journal"));
        refused.Refusal.ShouldBe(StoreRefusal.OfRows, "the same rows would be refused again");
        await ShouldStandAtAsync(lease, 1, ["one"], rows: 0, outbox: 1);
        (await RowsAsync(Journal)).ShouldHaveSingleItem().ShouldBe(Line("INV-1", 1, 1m, "one").Values);
        await CommitAsync(Commit(lease, 2, "two", [Line("INV-1", 2, 1m)]));
    }

    [Fact]
    public async Task Two_rows_for_one_key_in_a_commit_are_refused()
    {
        var lease = await Store.TakeAsync(0, Cancel);
        (await Should.ThrowAsync<StoreException>(() => CommitAsync(Commit(lease, 1, rows: [Line("INV-1", 1, 1m), Line("INV-1", 1, 2m)])))).Refusal.ShouldBe(StoreRefusal.OfRows);
        (await RowsAsync(Journal)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_deletion_from_an_append_only_table_is_refused()
    {
        var lease = await Store.TakeAsync(0, Cancel);
        await CommitAsync(Commit(lease, 1, rows: [Line("INV-1", 1, 1m)]));
        var deletion = new RowChange(Journal, Deleted: true, ["INV-1", 1L]);
        var refused = await Should.ThrowAsync<StoreException>(() => CommitAsync(Commit(lease, 2, rows: [deletion])));
        refused.Message.ShouldContain(AppendOnly.Refusal("journal"));
        refused.Refusal.ShouldBe(StoreRefusal.OfRows);
        (await RowsAsync(Journal)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_append_only_table_that_grew_takes_its_old_rows_again()
    {
        var lease = await Store.TakeAsync(0, Cancel);
        await CommitAsync(Commit(lease, 1, rows: [Line("INV-1", 1, 1m)]));
        var grown = Journal with { Columns = [.. Journal.Columns, new Column("hash", ColumnType.Text)] };
        await Store.PrepareAsync([grown], Cancel);
        object?[] hashed = [.. Line("INV-1", 2, 2m).Values, "h"];
        await CommitAsync(Commit(lease, 2, rows: [Line("INV-1", 1, 1m)]));
        await CommitAsync(Commit(lease, 3, rows: [RowChange.Upsert(grown, hashed), RowChange.Upsert(grown, [.. Line("INV-1", 1, 1m).Values, null])]));
        await CommitAsync(Commit(lease, 4, rows: [RowChange.Upsert(grown, hashed)]));
        (await RowsAsync(grown)).Select(r => r[^1]).ShouldBe([null, "h"]);
    }

    private static RowChange Other(string column)
    {
        var row = Line("INV-1", 1, 1m, "one").Values;
        object? other = column switch
        {
            "amount" => 1.01m,
            "note" => "two",
            "at" => ((DateTimeOffset)row[3]!).AddTicks(1),
            "raw" => new byte[] { 0, 8 },
            _ => null,
        };
        row[column == "null" ? 4 : Journal.Ordinal(column)] = other;
        return RowChange.Upsert(Journal, row);
    }
}
