using Sluice.Engine.State;
using Sluice.Engine.Testing.Compliance;
using Sluice.Engine.Testing.Memory;
using static Sluice.Engine.Testing.Compliance.StoreTestData;

namespace Sluice.Engine.Tests.Testing.Memory;

public sealed class InMemoryStoreTests
{
    private readonly InMemoryStore _store = new();

    [Fact]
    public async Task A_fenced_owner_loads_nothing()
    {
        var zombie = await _store.TakeAsync(0, default);
        await _store.TakeAsync(0, default);
        await Should.ThrowAsync<FencedException>(async () => await _store.LoadAsync(zombie, (_, _) => { }, default));
    }

    [Fact]
    public async Task Outbox_entries_complete_once()
    {
        await _store.PrepareAsync(Tables, default);
        var lease = await _store.TakeAsync(0, default);
        await _store.CommitAsync(Commit(lease, 1, rows: [Partial("a", 1, 1m)]), default);
        var entries = await _store.ReadOutboxAsync(10, default);
        await _store.CompleteOutboxAsync(entries, [], default);
        await Should.ThrowAsync<StoreException>(async () => await _store.CompleteOutboxAsync(entries, [Partial("stale", 1, 1m)], default));
        (await _store.ReadRowsAsync(Partials, [], default)).ShouldHaveSingleItem()[0].ShouldBe("a");
    }

    [Fact]
    public async Task A_backup_holds_rows_shards_and_outbox_of_one_moment()
    {
        await _store.PrepareAsync(Tables, default);
        var lease = await _store.TakeAsync(0, default);
        await _store.CommitAsync(Commit(lease, 1, rows: [Partial("a", 1, 1m)]), default);
        var backup = _store.BackUp();
        await _store.CompleteOutboxAsync(await _store.ReadOutboxAsync(10, default), [Partial("b", 1, 1m)], default);
        await _store.CommitAsync(Commit(lease, 2, rows: [Partial("a", 1, 2m)]), default);
        await _store.TakeAsync(1, default);

        _store.Restore(backup);

        (await _store.ReadRowsAsync(Partials, [], default)).ShouldHaveSingleItem()[2].ShouldBe(1m);
        (await _store.ReadOutboxAsync(10, default)).ShouldHaveSingleItem().Sequence.ShouldBe(1);
        (await _store.StandingsAsync(default)).ShouldHaveSingleItem().Sequence.ShouldBe(1);
        await _store.CommitAsync(Commit(lease, 2, rows: [Partial("a", 1, 3m)]), default);
        (await _store.TakeAsync(0, default)).Epoch.ShouldBe(lease.Epoch + 1);
    }

    [Fact]
    public async Task Positions_that_move_back_are_refused()
    {
        var lease = await _store.TakeAsync(0, default);
        await _store.CommitAsync(Commit(lease, 1), default);
        var back = new ShardCommit { Shard = 0, Epoch = lease.Epoch, Sequence = 2, Positions = Positions.None, Segment = default, Rows = [] };
        await Should.ThrowAsync<InvariantException>(async () => await _store.CommitAsync(back, default));
    }

    [Fact]
    public async Task What_is_read_is_a_copy()
    {
        await _store.PrepareAsync(Tables, default);
        var lease = await _store.TakeAsync(0, default);
        var segment = new byte[] { 1 };
        await _store.CommitAsync(
            new ShardCommit { Shard = 0, Epoch = lease.Epoch, Sequence = 1, Positions = At(1), Segment = segment, Rows = [Partial("a", 1, 1m)] }, default);
        segment[0] = 9;
        (await _store.ReadRowsAsync(Partials, [], default))[0][2] = 9m;
        (await _store.ReadRowsAsync(Partials, [], default))[0][2].ShouldBe(1m);
        var loaded = new List<byte>();
        await _store.LoadAsync(lease, (_, s) => loaded.AddRange(s), default);
        loaded.ShouldBe([1]);
    }
}
