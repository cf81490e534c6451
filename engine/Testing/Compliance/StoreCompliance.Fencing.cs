using Shouldly;
using Sluice.Engine.State;
using Xunit;
using static Sluice.Engine.Testing.Compliance.StoreTestData;

namespace Sluice.Engine.Testing.Compliance;

public abstract partial class StoreCompliance
{
    [Fact]
    public async Task A_new_shard_stands_at_the_beginning()
    {
        var lease = await Store.TakeAsync(5, Cancel);
        (lease.Shard, lease.Sequence, lease.Positions).ShouldBe((5, 0L, Positions.None));
        (await SegmentsAsync(lease)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Taking_again_raises_the_epoch_and_reads_where_the_shard_stands()
    {
        var first = await Store.TakeAsync(0, Cancel);
        await CommitAsync(Commit(first, 1, "one"));
        await CommitAsync(Commit(first, 2, "two"));
        var second = await Store.TakeAsync(0, Cancel);
        second.Epoch.ShouldBeGreaterThan(first.Epoch);
        second.Sequence.ShouldBe(2);
        second.Positions.ShouldBe(At(2));
        (await SegmentsAsync(second)).ShouldBe(["one", "two"]);
    }

    [Fact]
    public async Task A_zombie_cannot_commit()
    {
        var zombie = await Store.TakeAsync(0, Cancel);
        await CommitAsync(Commit(zombie, 1, "one", [Partial("2026-01", 1, 1m)]));
        var owner = await Store.TakeAsync(0, Cancel);
        await Should.ThrowAsync<FencedException>(() => CommitAsync(Commit(zombie, 2, "two", [Partial("2026-02", 2, 2m)])));
        await ShouldStandAtAsync(owner, 1, ["one"], rows: 1, outbox: 1);
        await CommitAsync(Commit(owner, 2, "other"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public async Task Only_the_next_sequence_can_commit(long sequence)
    {
        var lease = await Store.TakeAsync(0, Cancel);
        await CommitAsync(Commit(lease, 1, "one"));
        await CommitAsync(Commit(lease, 2, "two"));
        await Should.ThrowAsync<FencedException>(() => CommitAsync(Commit(lease, sequence, "again", [Partial("2026-01", 1, 1m)])));
        await ShouldStandAtAsync(lease, 2, ["one", "two"], rows: 0, outbox: 0);
    }

    [Fact]
    public async Task A_shard_never_taken_cannot_commit()
    {
        var lease = new ShardLease(9, 1, 0, Positions.None);
        await Should.ThrowAsync<FencedException>(() => CommitAsync(Commit(lease, 1, "one", [Partial("2026-01", 1, 1m)])));
        (await RowsAsync(Partials)).ShouldBeEmpty();
        (await Store.StandingsAsync(Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_epoch_from_the_future_cannot_commit()
    {
        var lease = await Store.TakeAsync(0, Cancel);
        await Should.ThrowAsync<FencedException>(() => CommitAsync(Commit(lease with { Epoch = lease.Epoch + 1 }, 1)));
    }

    [Fact]
    public async Task Taking_one_shard_leaves_the_others_alone()
    {
        var one = await Store.TakeAsync(1, Cancel);
        await Store.TakeAsync(2, Cancel);
        await CommitAsync(Commit(one, 1, "one"));
        (await SegmentsAsync(one)).ShouldBe(["one"]);
    }

    [Fact]
    public async Task A_takeover_sees_every_acknowledged_commit_and_none_comes_after()
    {
        for (var round = 0; round < 10; round++)
        {
            var shard = round;
            var old = await Store.TakeAsync(shard, Cancel);
            var acknowledged = 0L;
            var committing = Task.Run(async () =>
            {
                try
                {
                    for (var sequence = 1L; ; sequence++)
                    {
                        await CommitAsync(Commit(old, sequence, $"{sequence}"));
                        Volatile.Write(ref acknowledged, sequence);
                    }
                }
                catch (FencedException)
                {
                    return;
                }
            });
            SpinWait.SpinUntil(() => Volatile.Read(ref acknowledged) >= 3, TimeSpan.FromSeconds(20)).ShouldBeTrue();
            var lease = await Store.TakeAsync(shard, Cancel);
            await committing.WaitAsync(Cancel);
            acknowledged.ShouldBe(lease.Sequence);
            (await SegmentsAsync(lease)).Count.ShouldBe((int)lease.Sequence);
        }
    }

    [Fact]
    public async Task Commits_of_one_shard_apply_in_the_order_of_their_sequence()
    {
        var lease = await Store.TakeAsync(0, Cancel);
        var commits = Enumerable.Range(1, 30).Select(i => CommitAsync(Commit(lease, i, $"{i}", [Partial("m", 1, i)])));
        await Task.WhenAll(commits.ToList());
        (await SegmentsAsync(lease)).ShouldBe(Enumerable.Range(1, 30).Select(i => $"{i}"));
        (await RowsAsync(Partials)).ShouldHaveSingleItem()[2].ShouldBe(30m);
    }

    [Fact]
    public async Task Shards_commit_at_the_same_time()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(shard => Task.Run(async () =>
        {
            var lease = await Store.TakeAsync(shard, Cancel);
            for (var i = 1; i <= 25; i++)
            {
                await CommitAsync(Commit(lease, i, $"{shard}.{i}", [Partial($"{shard}", i, i)]));
            }

            (await SegmentsAsync(lease)).ShouldBe(Enumerable.Range(1, 25).Select(i => $"{shard}.{i}"));
        })));
        (await RowsAsync(Partials)).Count.ShouldBe(200);
        (await Store.StandingsAsync(Cancel)).Select(s => (s.Shard, s.Sequence)).ShouldBe(Enumerable.Range(0, 8).Select(s => (s, 25L)));
        (await OutboxAsync(1000)).Count.ShouldBe(200);
    }

    [Fact]
    public async Task Standings_name_every_shard_by_number()
    {
        foreach (var shard in new[] { 11, 2, 30 })
        {
            var lease = await Store.TakeAsync(shard, Cancel);
            await CommitAsync(Commit(lease, 1));
        }

        var again = await Store.TakeAsync(2, Cancel);
        var standings = await Store.StandingsAsync(Cancel);
        standings.Select(s => (s.Shard, s.Sequence)).ShouldBe([(2, 1L), (11, 1L), (30, 1L)]);
        standings[0].Epoch.ShouldBe(again.Epoch);
        standings[0].Positions.ShouldBe(At(1));
    }
}
