using Shouldly;
using Sluice.Engine.State;
using Xunit;
using static Sluice.Engine.Testing.Compliance.StoreTestData;

namespace Sluice.Engine.Testing.Compliance;

public abstract partial class StoreCompliance
{
    [Fact]
    public async Task An_empty_segment_is_not_kept_and_the_commit_counts()
    {
        var lease = await Store.TakeAsync(0, Cancel);
        await CommitAsync(Commit(lease, 1, "one"));
        await CommitAsync(Commit(lease, 2));
        await CommitAsync(Commit(lease, 3, "three"));
        await ShouldStandAtAsync(lease, 3, ["one", "three"], rows: 0, outbox: 0);
    }

    [Fact]
    public async Task Segments_load_in_the_order_of_their_sequence()
    {
        var lease = await Store.TakeAsync(0, Cancel);
        var other = await Store.TakeAsync(1, Cancel);
        for (var i = 1; i <= 300; i++)
        {
            await CommitAsync(Commit(lease, i, $"{i}"));
        }

        await CommitAsync(Commit(other, 1, "other"));
        (await SegmentsAsync(lease)).ShouldBe(Enumerable.Range(1, 300).Select(i => $"{i}"));
        (await SegmentsAsync(other)).ShouldBe(["other"]);
    }

    [Fact]
    public async Task A_merge_replaces_its_range_and_stands_in_its_place()
    {
        var lease = await Store.TakeAsync(0, Cancel);
        for (var i = 1; i <= 6; i++)
        {
            await CommitAsync(Commit(lease, i, $"{i}"));
        }

        await CommitAsync(Commit(lease, 7, "7", merge: new SegmentMerge(2, 4, Segment("2-4"))));
        (await SegmentsAsync(lease)).ShouldBe(["1", "2-4", "5", "6", "7"]);
        await CommitAsync(Commit(lease, 8, merge: new SegmentMerge(4, 6, Segment("2-6"))));
        (await SegmentsAsync(lease)).ShouldBe(["1", "2-6", "7"]);
    }

    [Fact]
    public async Task A_merge_touches_its_own_shard_only()
    {
        var one = await Store.TakeAsync(1, Cancel);
        var two = await Store.TakeAsync(2, Cancel);
        await CommitAsync(Commit(one, 1, "a"));
        await CommitAsync(Commit(two, 1, "b"));
        await CommitAsync(Commit(one, 2, "c", merge: new SegmentMerge(1, 1, Segment("A"))));
        (await SegmentsAsync(one)).ShouldBe(["A", "c"]);
        (await SegmentsAsync(two)).ShouldBe(["b"]);
    }

    [Fact]
    public async Task A_fenced_merge_leaves_the_segments_alone()
    {
        var zombie = await Store.TakeAsync(0, Cancel);
        await CommitAsync(Commit(zombie, 1, "one"));
        var owner = await Store.TakeAsync(0, Cancel);
        await Should.ThrowAsync<FencedException>(() => CommitAsync(Commit(zombie, 2, "two", merge: new SegmentMerge(1, 1, Segment("x")))));
        (await SegmentsAsync(owner)).ShouldBe(["one"]);
    }

    [Fact]
    public async Task A_large_segment_comes_back_whole()
    {
        var bytes = new byte[3_000_000];
        new Random(3).NextBytes(bytes);
        var lease = await Store.TakeAsync(0, Cancel);
        await CommitAsync(new ShardCommit { Shard = 0, Epoch = lease.Epoch, Sequence = 1, Positions = At(1), Segment = bytes, Rows = [] });
        byte[] loaded = [];
        await Store.LoadAsync(lease, (_, segment) => loaded = segment.ToArray(), Cancel);
        loaded.AsSpan().SequenceEqual(bytes).ShouldBeTrue();
    }
}
