using Sluice.Engine.Log;
using Sluice.Engine.Shards;
using Sluice.Engine.Testing.Membership;

namespace Sluice.Engine.Tests.Shards.Membership;

/// <summary>Shards taken while a commit is under way, held at the store by the test.</summary>
public sealed class HandOverTests : IAsyncLifetime
{
    /// <summary>Passes while a test waits for it.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(100);

    /// <summary>Passes in no test, however busy the machine is.</summary>
    private static readonly TimeSpan Never = TimeSpan.FromMinutes(10);

    private readonly ManualMembership _membership = new();
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _held;

    private EngineRig _rig = null!;
    private EngineHost<TallyPrices> _host = null!;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        _open.TrySetResult();
        await _rig.DisposeAsync();
    }

    [Fact]
    public async Task A_shard_that_is_taken_commits_what_is_under_way_first()
    {
        await StartAsync(Never);
        var taken = _membership.Take(0);
        await _rig.UntilAsync(() => _host.Progress.Count == 1);
        taken.Carried.IsCompleted.ShouldBeFalse();
        _open.SetResult();

        await taken.Carried.WaitAsync(_rig.Limit);
        (await CommittedAsync(0)).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_commit_that_does_not_end_is_dropped_after_a_while()
    {
        await StartAsync(Soon);
        await _membership.Take(0).Carried.WaitAsync(_rig.Limit);

        (await CommittedAsync(0)).ShouldBe(0);
        _open.SetResult();
        (await CommittedAsync(0)).ShouldBe(0, "what was dropped never reaches the store");
    }

    [Fact]
    public async Task A_shard_that_is_lost_is_dropped_at_once()
    {
        await StartAsync(Never);
        await _membership.Lose(0).Carried.WaitAsync(_rig.Limit);

        (await CommittedAsync(0)).ShouldBe(0);
    }

    [Fact]
    public async Task A_shard_that_ends_slowly_holds_up_no_other()
    {
        await StartAsync(Never);
        var slow = _membership.Take(0);
        await _membership.Take(1).Carried.WaitAsync(_rig.Limit);
        await _membership.Give(1).Carried.WaitAsync(_rig.Limit);

        // Not until it is idle: the outbox is published by whoever has shard 0, which is nobody.
        await _rig.UntilAsync(() => CommittedAsync(1).GetAwaiter().GetResult() > 0);
        slow.Carried.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task A_shard_given_again_begins_only_when_it_has_ended()
    {
        await StartAsync(Soon);
        var taken = _membership.Take(0);
        var given = _membership.Give(0);
        await taken.Carried.WaitAsync(_rig.Limit);
        _open.SetResult();
        await given.Carried.WaitAsync(_rig.Limit);

        await _host.WaitIdleAsync(_rig.Limit);
        (await _rig.RowsAsync(TallyTopology.Tally)).Select(r => long.Parse(r.Split('|')[1])).Sum().ShouldBe(20);
    }

    [Fact]
    public async Task A_commit_that_stands_still_is_told_to_the_membership_until_it_moves()
    {
        await StartAsync(Never);
        await _rig.UntilAsync(() => _membership.IsStalled);
        _rig.Notes.ShouldContain(n => n.StartsWith("shards 0 have not moved", StringComparison.Ordinal));
        _open.SetResult();

        await _rig.UntilAsync(() => !_membership.IsStalled);
        await _host.WaitIdleAsync(_rig.Limit);
    }

    /// <summary>An engine whose commits of shard 0 wait, with one under way.</summary>
    private async Task StartAsync(TimeSpan drainTimeout)
    {
        _rig = new EngineRig { StallTimeout = TimeSpan.FromMilliseconds(80), DrainTimeout = drainTimeout };
        var store = new HookedStore(_rig.Store)
        {
            BeforeCommit = async (commit, cancel) =>
            {
                if (commit.Shard == 0)
                {
                    Interlocked.Increment(ref _held);
                    await _open.Task.WaitAsync(cancel);
                }
            },
        };
        _host = await _rig.StartAsync(_membership, store: store);
        _membership.Give(0);
        _membership.Give(1);
        await _rig.SendAsync([.. Enumerable.Range(0, 20).Select(i => ($"{"ab"[i % 2]}{i % 5}", "1"))]);
        await _rig.UntilAsync(() => Volatile.Read(ref _held) > 0);
    }

    private async Task<long> CommittedAsync(int shard) =>
        (await _rig.Store.StandingsAsync(_rig.Limit)).Single(s => s.Shard == shard).Positions[new TopicPartition(TallyTopology.Numbers, shard)];
}
