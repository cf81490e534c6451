using Shouldly;
using Sluice.Engine.Outputs;
using Sluice.Engine.State;
using Xunit;
using static Sluice.Engine.Testing.Compliance.StoreTestData;

namespace Sluice.Engine.Testing.Compliance;

public abstract partial class StoreCompliance
{
    /// <summary>Row changes that no store takes: the wrong type, no such table, an empty key.</summary>
    public static TheoryData<string> BadRows { get; } = ["type", "table", "key"];

    [Theory]
    [MemberData(nameof(BadRows))]
    public async Task A_failing_row_leaves_nothing_behind_and_the_lease_stays_good(string fault)
    {
        var lease = await Store.TakeAsync(0, Cancel);
        await CommitAsync(Commit(lease, 1, "one", [Partial("a", 1, 1m)]));
        await Should.ThrowAsync<StoreException>(() => CommitAsync(Commit(
            lease, 2, "two", [Partial("b", 2, 2m), Bad(fault), Partial("c", 3, 3m)], new SegmentMerge(1, 1, Segment("merged")))));
        await ShouldStandAtAsync(lease, 1, ["one"], rows: 1, outbox: 1);
        await CommitAsync(Commit(lease, 2, "two", [Partial("b", 2, 2m)]));
        await ShouldStandAtAsync(lease, 2, ["one", "two"], rows: 2, outbox: 2);
    }

    [Fact]
    public async Task A_failing_commit_harms_no_other_shard()
    {
        var bad = await Store.TakeAsync(0, Cancel);
        var good = await Store.TakeAsync(1, Cancel);
        var failing = CommitAsync(Commit(bad, 1, "bad", [Bad("type")]));
        var fenced = CommitAsync(Commit(bad with { Epoch = 99 }, 1, "fenced"));
        var fine = CommitAsync(Commit(good, 1, "good", [Partial("a", 1, 1m)]));
        await Should.ThrowAsync<StoreException>(() => failing);
        await Should.ThrowAsync<FencedException>(() => fenced);
        await fine;
        await ShouldStandAtAsync(good, 1, ["good"], rows: 1, outbox: 1);
    }

    [Fact]
    public async Task Reading_an_unprepared_table_is_refused() =>
        await Should.ThrowAsync<StoreException>(() => RowsAsync(new TableSchema("nowhere", 1, Outbox: false, new Column("id", ColumnType.Text))));

    [Fact]
    public async Task A_cancelled_commit_applies_nothing()
    {
        var lease = await Store.TakeAsync(0, Cancel);
        await Should.ThrowAsync<OperationCanceledException>(
            async () => await Store.CommitAsync(Commit(lease, 1, "one"), new CancellationToken(canceled: true)));
        await ShouldStandAtAsync(lease, 0, [], rows: 0, outbox: 0);
        await CommitAsync(Commit(lease, 1, "one"));
    }

    private static RowChange Bad(string fault) => fault switch
    {
        "type" => RowChange.Upsert(Partials, "x", "not a number", 1m),
        "key" => RowChange.Upsert(Partials, null, 1L, 1m),
        _ => RowChange.Upsert(new TableSchema("nowhere", 1, Outbox: false, new Column("id", ColumnType.Text)), "x"),
    };
}
