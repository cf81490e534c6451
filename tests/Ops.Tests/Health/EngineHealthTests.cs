using Sluice.Engine.State;
using Sluice.Engine.Telemetry;
using Sluice.Engine.Tests.Shards;
using Sluice.Metrics.Health;

namespace Sluice.Ops.Tests.Health;

[Collection(nameof(OneAtATime))]
public sealed class EngineHealthTests : IAsyncLifetime
{
    private readonly EngineMeters _meters = new();
    private readonly EngineRig _rig;
    private readonly EngineHealth _health;
    private Func<CancellationToken, ValueTask> _store = static _ => default;

    public EngineHealthTests()
    {
        _rig = new EngineRig { Meters = _meters };
        _health = new EngineHealth(_meters.Shards, TimeProvider.System, TimeSpan.FromMilliseconds(200), TimeSpan.FromMilliseconds(100));
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _rig.DisposeAsync();
        _meters.Dispose();
    }

    [Fact]
    public async Task An_engine_that_starts_is_not_ready()
    {
        (await _health.ReadyAsync(_rig.Limit)).ShouldBe(new HealthAnswer(false, "the engine is starting"));
        _health.WasReady.ShouldBeFalse();
    }

    [Fact]
    public async Task Loaded_shards_and_a_store_that_answers_are_ready()
    {
        await StartedAsync(0, 1);
        (await _health.ReadyAsync(_rig.Limit)).Words.ShouldBe("ready: 2 shards loaded");
        _health.WasReady.ShouldBeTrue();
    }

    [Fact]
    public async Task A_worker_without_a_shard_stands_by()
    {
        await StartedAsync();
        (await _health.ReadyAsync(_rig.Limit)).ShouldBe(new HealthAnswer(true, "ready, without a shard: others run them all"));
    }

    [Fact]
    public async Task A_shard_that_cannot_load_is_named()
    {
        var gate = new TaskCompletionSource();
        var store = new HookedStore(_rig.Store) { BeforeTake = (shard, _) => shard == 1 ? new ValueTask(gate.Task) : default };
        await _rig.StartAsync([0, 1], store: store);
        _health.Started(_rig.Log, _rig.Store, [TallyTopology.Numbers]);
        await _rig.UntilAsync(() => _meters.Shards.Owned.Any(s => s.IsRunning));
        (await _health.ReadyAsync(_rig.Limit)).ShouldBe(new HealthAnswer(false, "not loaded: shard 1 of 2 shards here"));

        gate.SetResult();
        await _rig.UntilAsync(() => _meters.Shards.Owned.All(s => s.IsRunning));
        (await _health.ReadyAsync(_rig.Limit)).Healthy.ShouldBeTrue();
    }

    [Fact]
    public async Task A_store_that_does_not_answer_makes_it_unready_until_it_does()
    {
        await StartedAsync(0, 1);
        _store = _ => throw new StoreException("the connection is refused");
        await _rig.UntilAsync(() => !_health.ReadyAsync(_rig.Limit).AsTask().GetAwaiter().GetResult().Healthy);
        (await _health.ReadyAsync(_rig.Limit)).Words.ShouldBe("the store does not answer: the connection is refused");

        _store = static _ => default;
        await _rig.UntilAsync(() => _health.ReadyAsync(_rig.Limit).AsTask().GetAwaiter().GetResult().Healthy);
    }

    [Theory]
    [InlineData(false, "the disk is full")]
    [InlineData(true, "the store has not answered")]
    public async Task Commits_that_do_not_come_through_make_it_unready_until_one_does(bool hangs, string why)
    {
        var gate = new TaskCompletionSource();
        var store = new HookedStore(_rig.Store)
        {
            BeforeCommit = (_, _) => gate.Task.IsCompleted ? default : hangs ? new ValueTask(gate.Task) : throw new StoreException("the disk is full"),
        };
        await _rig.StartAsync([0], store: store);
        _health.Started(_rig.Log, _rig.Store, [TallyTopology.Numbers]);
        await UntilAsync(answer => answer.Healthy);

        await SendAsync();
        await UntilAsync(answer => Says(answer, "no commit of shard 0 comes through, for ", $" s: {why}"));

        gate.SetResult();
        await UntilAsync(answer => answer.Healthy);
    }

    [Fact]
    public async Task A_commit_that_fails_lease_after_lease_counts_from_the_first()
    {
        var fails = true;
        var store = new HookedStore(_rig.Store)
        {
            BeforeCommit = (_, _) => Volatile.Read(ref fails) ? throw new CommitUnknownException("the answer is lost") : default,
        };
        await _rig.StartAsync([0], store: store);
        _health.Started(_rig.Log, _rig.Store, [TallyTopology.Numbers]);
        await SendAsync();
        await UntilAsync(answer => Says(answer, "", " s: the answer is lost"));

        Volatile.Write(ref fails, false);
        await UntilAsync(answer => answer.Healthy);
    }

    [Fact]
    public async Task A_store_that_hangs_is_not_waited_for()
    {
        _store = static cancel => new ValueTask(Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancel));
        await StartedAsync(0);
        (await _health.ReadyAsync(_rig.Limit)).ShouldBe(new HealthAnswer(false, "the store has not answered for 0.2 s"));
    }

    [Fact]
    public async Task Many_who_ask_are_one_question_to_the_store()
    {
        var asked = 0;
        _store = _ =>
        {
            Interlocked.Increment(ref asked);
            return default;
        };
        await StartedAsync(0);
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => _health.ReadyAsync(_rig.Limit).AsTask()));
        asked.ShouldBe(1);
    }

    private static bool Says(HealthAnswer answer, string begin, string end) =>
        !answer.Healthy && answer.Words.StartsWith(begin, StringComparison.Ordinal) && answer.Words.EndsWith(end, StringComparison.Ordinal);

    private Task UntilAsync(Func<HealthAnswer, bool> holds) =>
        _rig.UntilAsync(() => holds(_health.ReadyAsync(_rig.Limit).AsTask().GetAwaiter().GetResult()));

    /// <summary>Some for every shard.</summary>
    private Task SendAsync() => _rig.SendAsync([.. Enumerable.Range(0, 20).Select(i => ($"a{i}", "1"))]);

    private async Task StartedAsync(params int[] shards)
    {
        await _rig.StartAsync(shards);
        await _rig.UntilAsync(() => _meters.Shards.Owned.Count(s => s.IsRunning) == shards.Length);
        _health.Started(_rig.Log, new HookedStore(_rig.Store) { BeforeStandings = cancel => _store(cancel) }, [TallyTopology.Numbers]);
    }
}
