using Shouldly;
using Sluice.Engine.State;
using Xunit;
using static Sluice.Engine.Testing.Compliance.StoreTestData;

namespace Sluice.Engine.Testing.Compliance;

/// <summary><see cref="StoreCompliance"/>, and what a store that outlives its process must do besides.</summary>
public abstract class DurableStoreCompliance : StoreCompliance
{
    /// <summary>Closes the store under test and opens the same one again.</summary>
    protected abstract ValueTask<IStore> ReopenAsync(IStore store);

    [Fact]
    public async Task Everything_committed_survives_reopening()
    {
        var lease = await Store.TakeAsync(4, Cancel);
        await CommitAsync(Commit(lease, 1, "one", [Partial("a", 1, 1.10m)]));
        await CommitAsync(Commit(lease, 2, "two", [Partial("b", 2, 2m)], new SegmentMerge(1, 1, Segment("ONE"))));
        Store = await ReopenAsync(Store);
        await Store.PrepareAsync(Tables, Cancel);
        await ShouldStandAtAsync(lease, 2, ["ONE", "two"], rows: 2, outbox: 2);
        (await OutboxAsync()).Select(e => e.Sequence).ShouldBe([1L, 2L]);
    }

    [Fact]
    public async Task A_lease_from_before_reopening_is_fenced_by_the_next_one()
    {
        var before = await Store.TakeAsync(0, Cancel);
        await CommitAsync(Commit(before, 1, "one"));
        Store = await ReopenAsync(Store);
        await Store.PrepareAsync(Tables, Cancel);
        var after = await Store.TakeAsync(0, Cancel);
        after.Epoch.ShouldBeGreaterThan(before.Epoch);
        after.Sequence.ShouldBe(1);
        await Should.ThrowAsync<FencedException>(() => CommitAsync(Commit(before, 2)));
        await CommitAsync(Commit(after, 2));
    }

    [Fact]
    public async Task Claims_and_the_refusal_of_changes_survive_reopening()
    {
        var lease = await Store.TakeAsync(0, Cancel);
        await CommitAsync(Commit(lease, 1, rows: [Line("INV-1", 1, 1m)]));
        await ClaimAsync("client", 1, "C1");
        Store = await ReopenAsync(Store);
        await Store.PrepareAsync(Tables, Cancel);
        await Store.PrepareAsync(Tables, Cancel);
        (await ClaimAsync("client", 2, "C1", "C2")).ShouldBe([1, 2]);
        await CommitAsync(Commit(lease, 2, rows: [Line("INV-1", 1, 1m)]));
        await Should.ThrowAsync<StoreException>(() => CommitAsync(Commit(lease, 3, rows: [Line("INV-1", 1, 2m)])));
    }

    [Fact]
    public async Task Rows_are_readable_after_preparing_their_table_again()
    {
        var lease = await Store.TakeAsync(0, Cancel);
        await CommitAsync(Commit(lease, 1, rows: [Partial("a", 1, 1m)]));
        Store = await ReopenAsync(Store);
        await Store.PrepareAsync([Partials], Cancel);
        (await RowsAsync(Partials)).ShouldBe([["a", 1L, 1m]]);
    }
}
