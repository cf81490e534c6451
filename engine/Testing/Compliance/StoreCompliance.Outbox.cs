using Shouldly;
using Sluice.Engine.Outputs;
using Sluice.Engine.State;
using Xunit;
using static Sluice.Engine.Testing.Compliance.StoreTestData;

namespace Sluice.Engine.Testing.Compliance;

public abstract partial class StoreCompliance
{
    [Fact]
    public async Task A_commit_notes_each_changed_key_of_outbox_tables_once()
    {
        var at = new DateTimeOffset(2026, 1, 31, 18, 30, 0, TimeSpan.Zero);
        var lease = await Store.TakeAsync(3, Cancel);
        await CommitAsync(Commit(lease, 1, rows:
        [
            Partial("a", 1, 1m),
            RowChange.Upsert(Everything, "id", null, null, null, null, null, null),
            RowChange.Delete(Partials, "b", long.MinValue),
            Partial("a", 1, 2m),
            RowChange.Upsert(Keyed, "₹", -1L, at, new byte[] { 0, 255 }, "v"),
            RowChange.Delete(Partials, "a", 1L),
        ]));
        var entry = (await OutboxAsync()).ShouldHaveSingleItem();
        (entry.Shard, entry.Sequence).ShouldBe((3, 1L));
        var keys = entry.Keys.ToLookup(k => k.Table, k => k.Key);
        entry.Keys.Count.ShouldBe(3);
        keys["partials"].ShouldBe([["a", 1L], ["b", long.MinValue]], ignoreOrder: true);
        keys["order"].ShouldBe([["₹", -1L, at, new byte[] { 0, 255 }]]);
    }

    [Fact]
    public async Task Commands_are_decided_under_a_shard_of_their_own_fenced_like_any()
    {
        var lease = await Store.TakeAsync(Limits.ControlShard, Cancel);
        await CommitAsync(Commit(lease, 1, rows: [Partial("a", 1, 1m)]));
        await Store.TakeAsync(0, Cancel);
        (await Store.TakeAsync(Limits.ControlShard, Cancel)).ShouldBe(new ShardLease(Limits.ControlShard, 2, 1, At(1)));
        await Should.ThrowAsync<FencedException>(() => CommitAsync(Commit(lease, 2, rows: [Partial("a", 1, 2m)])));

        var standings = await Store.StandingsAsync(Cancel);
        standings.Select(s => s.Shard).ShouldBe([Limits.ControlShard, 0]);
        standings.Control()!.Sequence.ShouldBe(1);
        standings.Below(8).ShouldHaveSingleItem().Shard.ShouldBe(0);
        var entry = (await OutboxAsync()).ShouldHaveSingleItem();
        (entry.Shard, entry.Sequence).ShouldBe((Limits.ControlShard, 1L));
        await Store.CompleteOutboxAsync([entry], [], Cancel);
        (await OutboxAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_commit_without_outbox_rows_makes_no_entry()
    {
        var lease = await Store.TakeAsync(0, Cancel);
        await CommitAsync(Commit(lease, 1, "one", [RowChange.Upsert(Everything, "id", null, null, null, null, null, null)]));
        (await OutboxAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_oldest_entries_come_first_and_no_more_than_asked_for()
    {
        var one = await Store.TakeAsync(1, Cancel);
        var two = await Store.TakeAsync(2, Cancel);
        await CommitAsync(Commit(two, 1, rows: [Partial("a", 1, 1m)]));
        await CommitAsync(Commit(one, 1, rows: [Partial("b", 1, 1m)]));
        await CommitAsync(Commit(two, 2, rows: [Partial("c", 1, 1m)]));
        (await OutboxAsync()).Select(e => (e.Shard, e.Sequence)).ShouldBe([(2, 1L), (1, 1L), (2, 2L)]);
        (await OutboxAsync(max: 2)).Select(e => (e.Shard, e.Sequence)).ShouldBe([(2, 1L), (1, 1L)]);
    }

    [Fact]
    public async Task Completing_applies_the_rows_and_removes_only_those_entries()
    {
        var lease = await Store.TakeAsync(0, Cancel);
        await CommitAsync(Commit(lease, 1, rows: [Partial("a", 1, 1m)]));
        await CommitAsync(Commit(lease, 2, rows: [Partial("b", 1, 1m)]));
        await CommitAsync(Commit(lease, 3, rows: [Partial("c", 1, 1m)]));
        var oldest = await OutboxAsync(max: 2);
        await Store.CompleteOutboxAsync(oldest, [RowChange.Upsert(Everything, "merged", null, 2L, 2m, null, null, null)], Cancel);
        (await OutboxAsync()).ShouldHaveSingleItem().Sequence.ShouldBe(3);
        (await RowsAsync(Everything)).ShouldHaveSingleItem()[0].ShouldBe("merged");
    }

    [Fact]
    public async Task Groups_come_back_in_the_order_asked_for_each_by_key_and_empty_where_there_is_nothing()
    {
        var lease = await Store.TakeAsync(0, Cancel);
        await CommitAsync(Commit(lease, 1, rows: [Partial("b", 2, 2m), Partial("b", 1, 1m), Partial("a", 3, 3m)]));
        var groups = await Store.ReadGroupsAsync(Partials, [Partials.Columns[0].Name], [["b"], ["nowhere"], ["a"]], Cancel);
        groups.Select(g => string.Join(",", g.Select(row => row[1]))).ShouldBe(["1,2", "", "3"]);
    }

    [Fact]
    public async Task An_entry_is_completed_once()
    {
        var lease = await Store.TakeAsync(0, Cancel);
        await CommitAsync(Commit(lease, 1, rows: [Partial("a", 1, 1m)]));
        var entries = await OutboxAsync();
        await Store.CompleteOutboxAsync(entries, [Partial("a", 1, 2m)], Cancel);
        await Should.ThrowAsync<StoreException>(async () => await Store.CompleteOutboxAsync(entries, [Partial("a", 1, 1m)], Cancel));
        (await RowsAsync(Partials)).ShouldHaveSingleItem().ShouldContain(2m);
    }

    [Fact]
    public async Task A_failing_completion_leaves_entries_and_rows_alone()
    {
        var lease = await Store.TakeAsync(0, Cancel);
        await CommitAsync(Commit(lease, 1, rows: [Partial("a", 1, 1m)]));
        var entries = await OutboxAsync();
        await Should.ThrowAsync<StoreException>(async () => await Store.CompleteOutboxAsync(entries, [Partial("z", 1, 1m), Bad("type")], Cancel));
        (await OutboxAsync()).Count.ShouldBe(1);
        (await RowsAsync(Partials)).Count.ShouldBe(1);
        await Store.CompleteOutboxAsync(entries, [], Cancel);
        (await OutboxAsync()).ShouldBeEmpty();
    }
}
