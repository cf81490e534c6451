using Sluice.Engine.Log;
using Sluice.Engine.Testing.Membership;

namespace Sluice.Engine.Tests.Shards.Membership;

public sealed class MembershipTests : IAsyncLifetime
{
    /// <summary>Over both shards; each of ten keys twice.</summary>
    private static readonly (string Key, string Text)[] Twenty = [.. Enumerable.Range(0, 20).Select(i => ($"{"ab"[i % 2]}{i % 10}", "1"))];

    private readonly EngineRig _rig = new() { StallTimeout = TimeSpan.FromMilliseconds(80), DrainTimeout = TimeSpan.FromMilliseconds(100) };
    private readonly ManualMembership _membership = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _rig.DisposeAsync();

    [Fact]
    public async Task Shards_that_are_given_run_and_those_that_are_taken_have_ended_when_the_change_is_done()
    {
        var host = await _rig.StartAsync(_membership);
        host.Progress.ShouldBeEmpty();
        await _membership.Give(0).Carried.WaitAsync(_rig.Limit);
        await _membership.Give(1).Carried.WaitAsync(_rig.Limit);
        await _rig.SendAsync(Twenty);
        await host.WaitIdleAsync(_rig.Limit);
        var before = await CommittedAsync();
        before.ShouldAllBe(committed => committed > 0);

        await _membership.Take(1).Carried.WaitAsync(_rig.Limit);
        host.Progress.Select(p => p.Shard).ShouldBe([0]);
        await _rig.SendAsync(Twenty);
        await host.WaitIdleAsync(_rig.Limit);
        (await CommittedAsync()).ShouldBe([2 * before[0], before[1]]);

        await _membership.Give(1).Carried.WaitAsync(_rig.Limit);
        await host.WaitIdleAsync(_rig.Limit);
        (await CommittedAsync()).ShouldBe([2 * before[0], 2 * before[1]]);
        host.Records.ShouldBe(2 * Twenty.Length, "a shard that was taken counts with what it did, once");
        (await _rig.RowsAsync(TallyTopology.Tally)).ShouldAllBe(row => row.EndsWith("|4|4", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Shards_move_between_two_engines_that_go_on_from_each_other()
    {
        var other = new ManualMembership();
        var (first, second) = (await _rig.StartAsync(_membership), await _rig.StartAsync(other));
        _membership.Give(0);
        _membership.Give(1);
        for (var round = 0; round < 5; round++)
        {
            await _rig.SendAsync([.. Enumerable.Range(0, 40).Select(i => ($"{"ab"[i % 2]}{i % 5}", "1"))]);
            var (from, to) = round % 2 == 0 ? (_membership, other) : (other, _membership);
            await from.Take(1).Carried.WaitAsync(_rig.Limit);
            to.Give(1);
        }

        await first.WaitIdleAsync(_rig.Limit);
        await second.WaitIdleAsync(_rig.Limit);
        (await _rig.RowsAsync(TallyTopology.Tally)).Select(r => long.Parse(r.Split('|')[1])).Sum().ShouldBe(200);
        (await _rig.Store.StandingsAsync(_rig.Limit)).Select(s => s.Epoch).ShouldBe([1, 6]);
    }

    [Fact]
    public async Task Each_engine_is_idle_once_its_own_shards_are()
    {
        var other = new ManualMembership();
        var (first, second) = (await _rig.StartAsync(_membership), await _rig.StartAsync(other));
        (await first.IsIdleAsync(_rig.Limit)).ShouldBeFalse("the group has not given it anything yet");
        second.Gates.Pause(TallyTopology.Numbers);
        _membership.Give(0);
        other.Give(1);
        await _rig.SendAsync([.. Enumerable.Range(0, 40).Select(i => ($"{"ab"[i % 2]}{i % 5}", "1"))]);

        await first.WaitIdleAsync(_rig.Limit);
        (await second.IsIdleAsync(_rig.Limit)).ShouldBeFalse();
        second.Gates.Resume(TallyTopology.Numbers);
        await second.WaitIdleAsync(_rig.Limit);
        (await _rig.Store.ReadOutboxAsync(1, _rig.Limit)).ShouldBeEmpty("the engine with the first shard publishes for both");
    }

    [Fact]
    public async Task Leaving_gives_every_shard_back_before_the_engine_has_ended()
    {
        var host = await _rig.StartAsync(_membership);
        _membership.Give(0);
        var last = _membership.Give(1);
        await last.Carried.WaitAsync(_rig.Limit);

        await host.DisposeAsync();

        _membership.HasLeft.ShouldBeTrue();
        _membership.Given.ShouldBeEmpty();
        host.Progress.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_membership_that_fails_ends_the_run_with_its_words()
    {
        var host = await _rig.StartAsync(_membership);
        _membership.Give(0);
        _membership.Fail(new LogException("this user has no right to the consumer group"));

        (await Should.ThrowAsync<LogException>(() => host.RunAsync(_rig.Limit))).Message.ShouldContain("no right");
    }

    [Fact]
    public async Task A_shard_that_the_books_do_not_have_ends_the_run_before_it_is_taken()
    {
        var host = await _rig.StartAsync(_membership);
        await _membership.Give(0).Carried.WaitAsync(_rig.Limit);
        await _rig.UntilAsync(() => host.Progress.Single().IsRunning);
        _membership.Give(2);

        var refusal = await Should.ThrowAsync<LogException>(() => host.RunAsync(_rig.Limit));
        refusal.NeedsDecision.ShouldBeTrue();
        refusal.Message.ShouldBe(
            "the test's group has 3 partitions or more and must have 2, as many as the books have shards. "
            + "It holds nothing: stop all workers, delete it, and start them again, which makes it anew");
        await host.DisposeAsync().AsTask().WaitAsync(_rig.Limit);
        _membership.Given.ShouldBeEmpty("what was given is given back, so that the group does not wait for it");
        (await _rig.Store.StandingsAsync(_rig.Limit)).Select(s => s.Shard).ShouldBe([0]);
    }

    [Fact]
    public async Task Running_on_after_the_membership_was_left_waits_instead_of_spinning()
    {
        var host = await _rig.StartAsync(_membership);
        await _membership.DisposeAsync();
        await _rig.UntilAsync(() => host.Progress.Count == 0);

        using var stop = new CancellationTokenSource();
        var called = Task.Run(() => new { Run = host.RunAsync(stop.Token) });
        var first = await Task.WhenAny(called, Task.Delay(TimeSpan.FromSeconds(3), TimeProvider.System, _rig.Limit));
        await stop.CancelAsync();

        first.ShouldBeSameAs(called, "it gives its thread back while there is nothing to do");
        await (await called).Run;
    }

    [Fact]
    public async Task Only_the_membership_assigns_shards_where_there_is_one()
    {
        var host = await _rig.StartAsync(_membership);
        Should.Throw<InvariantException>(() => host.Assign(0));
        await Should.ThrowAsync<InvariantException>(() => host.RevokeAsync(0));
    }

    private async Task<List<long>> CommittedAsync() =>
        [.. (await _rig.Store.StandingsAsync(_rig.Limit)).Select(s => s.Positions[new TopicPartition(TallyTopology.Numbers, s.Shard)])];
}
