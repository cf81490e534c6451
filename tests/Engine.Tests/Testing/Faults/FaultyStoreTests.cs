using Sluice.Engine.Outputs;
using Sluice.Engine.State;
using Sluice.Engine.Testing.Faults;
using Sluice.Engine.Testing.Memory;
using Sluice.Engine.Testing.Scheduling;
using static Sluice.Engine.Testing.Compliance.StoreTestData;

namespace Sluice.Engine.Tests.Testing.Faults;

public sealed class FaultyStoreTests
{
    private readonly SeededScheduler _world = new(5);
    private readonly InMemoryStore _store = new();
    private readonly FaultPlan _plan = FaultPlan.Scripted();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_commit_of_unknown_outcome_was_applied_or_not(bool applied)
    {
        _plan.At(FaultPoint.StoreCommit, Fault.Unknown, applied: applied);
        Run(async store =>
        {
            var lease = await store.TakeAsync(0, default);
            await Expect.ThrowAsync<CommitUnknownException>(() => CommitAsync(store, lease, 1));
            (await store.TakeAsync(0, default)).Sequence.ShouldBe(applied ? 1 : 0);
        });
    }

    [Theory]
    [InlineData(Fault.Transient)]
    [InlineData(Fault.Conflict)]
    [InlineData(Fault.Busy)]
    [InlineData(Fault.DiskFull)]
    public void A_refused_commit_can_be_repeated(Fault fault)
    {
        _plan.At(FaultPoint.StoreCommit, fault, wait: TimeSpan.FromSeconds(2));
        Run(async store =>
        {
            var lease = await store.TakeAsync(0, default);
            await Expect.ThrowAsync<StoreException>(() => CommitAsync(store, lease, 1));
            await CommitAsync(store, lease, 1);
        });
    }

    [Fact]
    public void A_busy_store_lets_its_caller_wait_before_it_refuses()
    {
        _plan.At(FaultPoint.StoreTake, Fault.Busy, wait: TimeSpan.FromSeconds(2));
        Run(async store =>
        {
            await Expect.ThrowAsync<StoreException>(() => store.TakeAsync(0, default).AsTask());
            _world.Time.Elapsed.ShouldBe(TimeSpan.FromSeconds(2));
        });
    }

    [Fact]
    public void A_commit_with_a_dead_letter_has_a_point_of_its_own()
    {
        _plan.At(FaultPoint.StoreCommitDeadLetter, Fault.Conflict);
        Run(async store =>
        {
            var lease = await store.TakeAsync(0, default);
            await CommitAsync(store, lease, 1);
            var letter = Commit(lease, 2, rows: [RowChange.Delete(EngineTables.DeadLetters, "reports", 0L, 7L)]);
            await Expect.ThrowAsync<StoreException>(() => store.CommitAsync(letter, default).AsTask());
            (await _store.TakeAsync(0, default)).Sequence.ShouldBe(1);
        });
        _plan.Coverage[FaultPoint.StoreCommitDeadLetter, Fault.None].ShouldBe(0);
    }

    [Fact]
    public void A_commit_that_stalls_meets_the_fence_of_the_next_owner()
    {
        _plan.At(FaultPoint.StoreCommit, Fault.Stall, wait: TimeSpan.FromMinutes(1));
        Run(async store =>
        {
            var zombie = await store.TakeAsync(0, default);
            var committing = CommitAsync(store, zombie, 1);
            await Task.Delay(TimeSpan.FromSeconds(10), _world.Time);
            var owner = await _store.TakeAsync(0, default);
            await CommitAsync(_store, owner, 1);
            await Expect.ThrowAsync<FencedException>(() => committing);
        });
        _world.Time.Elapsed.ShouldBe(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void A_stalled_call_does_not_hear_its_cancellation()
    {
        _plan.At(FaultPoint.StoreTake, Fault.Stall, wait: TimeSpan.FromMinutes(1)).At(FaultPoint.StoreTake, Fault.Delay, visit: 2, wait: TimeSpan.FromMinutes(1));
        Run(async store =>
        {
            using var cancel = new CancellationTokenSource(TimeSpan.FromSeconds(1), _world.Time);
            await Expect.ThrowAsync<OperationCanceledException>(async () => await store.TakeAsync(0, cancel.Token));
            _world.Time.Elapsed.ShouldBe(TimeSpan.FromMinutes(1));
            using var again = new CancellationTokenSource(TimeSpan.FromSeconds(1), _world.Time);
            await Expect.ThrowAsync<OperationCanceledException>(async () => await store.TakeAsync(0, again.Token));
            _world.Time.Elapsed.ShouldBe(TimeSpan.FromSeconds(61));
        });
    }

    [Fact]
    public void A_delayed_commit_is_not_overtaken_by_the_next()
    {
        _plan.At(FaultPoint.StoreCommit, Fault.Delay, wait: TimeSpan.FromSeconds(1));
        Run(async store =>
        {
            var lease = await store.TakeAsync(0, default);
            var first = CommitAsync(store, lease, 1);
            var second = CommitAsync(store, lease, 2);
            await first;
            await second;
            (await store.StandingsAsync(default)).ShouldHaveSingleItem().Sequence.ShouldBe(2);
        });
    }

    [Fact]
    public void A_crash_between_segments_ends_the_loading()
    {
        _plan.At(FaultPoint.StoreLoadSegment, Fault.Crash, visit: 2);
        var loaded = 0;
        Run(async store =>
        {
            var lease = await store.TakeAsync(0, default);
            await CommitAsync(store, lease, 1);
            await CommitAsync(store, lease, 2);
            await Expect.ThrowAsync<SimulatedCrashException>(async () => await store.LoadAsync(lease, (_, _) => loaded++, default));
        });
        loaded.ShouldBe(1);
    }

    [Theory]
    [InlineData(FaultPoint.StoreCommit, 0)]
    [InlineData(FaultPoint.StoreCommitApplied, 1)]
    public void A_crash_at_a_commit_leaves_all_of_it_or_nothing(FaultPoint point, int applied)
    {
        _plan.At(point, Fault.Crash);
        Run(async store =>
        {
            var lease = await store.TakeAsync(0, default);
            await Expect.ThrowAsync<SimulatedCrashException>(() => CommitAsync(store, lease, 1));
            (await _store.StandingsAsync(default)).ShouldHaveSingleItem().Sequence.ShouldBe(applied);
            (await _store.ReadRowsAsync(Partials, [], default)).Count.ShouldBe(applied);
            (await _store.ReadOutboxAsync(9, default)).Count.ShouldBe(applied);
        });
    }

    [Fact]
    public void Rows_that_a_stalled_publisher_read_too_early_are_refused()
    {
        _plan.At(FaultPoint.OutboxComplete, Fault.Stall, wait: TimeSpan.FromMinutes(1));
        Run(async store =>
        {
            await CommitAsync(store, await store.TakeAsync(0, default), 1);
            var entries = await store.ReadOutboxAsync(9, default);
            var zombie = store.CompleteOutboxAsync(entries, [Partial("stale", 1, 1m)], default).AsTask();
            await _store.CompleteOutboxAsync(entries, [], default);
            await Expect.ThrowAsync<StoreException>(() => zombie);
            (await _store.ReadRowsAsync(Partials, [("month", "stale")], default)).ShouldBeEmpty();
        });
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_claim_of_unknown_outcome_was_made_or_not(bool applied)
    {
        _plan.At(FaultPoint.KeysClaim, Fault.Unknown, applied: applied);
        Run(async store =>
        {
            await Expect.ThrowAsync<CommitUnknownException>(async () => await store.ClaimKeysAsync("client", 1, ["C"], default));
            (await store.ClaimKeysAsync("client", 2, ["C"], default)).ShouldBe([applied ? 1 : 2]);
        });
    }

    private void Run(Func<FaultyStore, Task> main) => _world.Run(async () =>
    {
        await _store.PrepareAsync(Tables, default);
        await main(new FaultyStore(_store, new FaultInjector(_plan, _world.Time)));
    });

    private static Task CommitAsync(IStore store, ShardLease lease, long sequence) =>
        store.CommitAsync(Commit(lease, sequence, $"{sequence}", [Partial("a", sequence, 1m)]), default).AsTask();
}
