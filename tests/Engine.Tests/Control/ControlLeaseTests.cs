using Sluice.Engine.Control;
using Sluice.Engine.Log;
using Sluice.Engine.Outputs;
using Sluice.Engine.Shards;
using Sluice.Engine.State;
using Sluice.Engine.Testing.Memory;
using Sluice.Engine.Testing.Scheduling;
using Sluice.Engine.Tests.Shards;

namespace Sluice.Engine.Tests.Control;

/// <summary>Who decides commits in order, each number once, and not past another owner; in virtual time.</summary>
public sealed class ControlLeaseTests
{
    private const int AttemptsMax = 3;

    private static readonly Positions s_taken = Positions.None.With(ControlTopic.Source, 4);

    private readonly SeededScheduler _world = new(seed: 1, new SchedulerOptions());
    private readonly InMemoryStore _store = new();
    private readonly List<ShardCommit> _asked = [];
    private readonly List<string> _notes = [];

    // What the store answers instead of taking a commit, in turn.
    private readonly Queue<Exception> _refusals = [];
    private readonly Queue<Exception> _silences = [];

    [Fact]
    public void Commits_follow_each_other_and_say_how_far_commands_are_taken() => Play(async lease =>
    {
        await lease.CommitAsync(s_taken, [Mark(1)], default);
        (await lease.TryCommitAsync(s_taken.With(ControlTopic.Source, 5), [Mark(2)], default)).ShouldBeNull();

        _asked.ConvertAll(c => (c.Shard, c.Epoch, c.Sequence, c.Rows.Count)).ShouldBe([(Limits.ControlShard, 1, 1, 1), (Limits.ControlShard, 1, 2, 1)]);
        (lease.Sequence, lease.Positions[ControlTopic.Source]).ShouldBe((2, 5));
        (await _store.StandingsAsync(default)).Single().Positions[ControlTopic.Source].ShouldBe(5);
        (await RowsAsync()).ShouldBe(2);
    });

    [Fact]
    public void A_lease_begins_where_the_one_before_it_ended() => Play(async lease =>
    {
        await lease.CommitAsync(s_taken, [], default);

        var next = await TakeAsync();

        (next.Sequence, next.Positions).ShouldBe((1, s_taken));
    });

    [Fact]
    public void A_store_that_is_away_is_waited_for_and_takes_the_commit_once() => Play(async lease =>
    {
        Refuse(AttemptsMax + 2);

        await lease.CommitAsync(s_taken, [Mark(1)], default);

        _asked.ConvertAll(c => c.Sequence).ShouldBe([1, 1, 1, 1, 1, 1]);
        (lease.Sequence, await RowsAsync()).ShouldBe((1, 1));
    });

    [Fact]
    public void Whoever_was_fenced_commits_nothing_and_has_the_number_it_had() => Play(async lease =>
    {
        await TakeAsync();

        (await IsFencedAsync(() => lease.CommitAsync(s_taken, [Mark(1)], default))).ShouldBeTrue();
        (await IsFencedAsync(() => lease.TryCommitAsync(s_taken, [Mark(1)], default))).ShouldBeTrue();

        _asked.Count.ShouldBe(2, "a fence is not tried again");
        (lease.Sequence, lease.Positions[ControlTopic.Source], await RowsAsync()).ShouldBe((0, 0, 0));
    });

    [Fact]
    public void Rows_that_a_store_refuses_again_and_again_are_given_up_and_their_number_is_free() => Play(async lease =>
    {
        Refuse(AttemptsMax);
        var began = _world.Time.GetTimestamp();

        (await lease.TryCommitAsync(s_taken, [Mark(1)], default)).ShouldBe("busy 3");

        _asked.Count.ShouldBe(AttemptsMax);
        _notes.ConvertAll(note => note.Split(';')[0]).ShouldBe(["desk: busy 1", "desk: busy 2", "desk: busy 3"]);
        _world.Time.GetElapsedTime(began).ShouldBeGreaterThan(TimeSpan.FromMilliseconds(10), "it pauses between attempts");
        (lease.Sequence, lease.Positions[ControlTopic.Source]).ShouldBe((0, 0));
        await lease.CommitAsync(s_taken, [Mark(1)], default);
        lease.Sequence.ShouldBe(1);
    });

    [Fact]
    public void A_store_that_answers_nothing_is_away_and_has_not_refused_the_rows() => Play(async lease =>
    {
        Refuse(AttemptsMax + 2);
        _silences.Enqueue(new StoreException("away"));
        _silences.Enqueue(new StoreException("away"));
        _silences.Enqueue(new StoreException("away"));

        (await lease.TryCommitAsync(s_taken, [Mark(1)], default)).ShouldBeNull();

        (lease.Sequence, await RowsAsync()).ShouldBe((1, 1));
    });

    [Fact]
    public void What_is_known_to_pass_does_not_count_towards_giving_up() => Play(async lease =>
    {
        for (var i = 0; i < AttemptsMax; i++)
        {
            _refusals.Enqueue(new StoreException("no space") { Refusal = StoreRefusal.MayPass });
        }

        Refuse(AttemptsMax - 1);

        (await lease.TryCommitAsync(s_taken, [Mark(1)], default)).ShouldBeNull();

        _asked.Count.ShouldBe(AttemptsMax + AttemptsMax);
    });

    [Fact]
    public void A_store_that_stays_away_is_asked_less_and_less_often() => Play(async lease =>
    {
        for (var i = 0; i < 20; i++)
        {
            _refusals.Enqueue(new StoreException("no space") { Refusal = StoreRefusal.MayPass });
        }

        var began = _world.Time.GetTimestamp();
        (await lease.TryCommitAsync(s_taken, [Mark(1)], default)).ShouldBeNull();

        // 10 ms, 20 ms and so on to 5 s, each shortened by a half at most: 60 s, or 30 at least.
        _world.Time.GetElapsedTime(began).ShouldBeInRange(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(61));
    });

    [Theory]
    [InlineData(typeof(InvariantException))]
    [InlineData(typeof(InvalidOperationException))]
    [InlineData(typeof(ArgumentException))]
    [InlineData(typeof(InvalidCastException))]
    [InlineData(typeof(FormatException))]
    [InlineData(typeof(OverflowException))]
    public void A_defect_in_the_rows_is_told_at_once(Type defect) => Play(async lease =>
    {
        _refusals.Enqueue((Exception)Activator.CreateInstance(defect, "no such column")!);

        (await lease.TryCommitAsync(s_taken, [Mark(1)], default)).ShouldBe(Words(defect));

        (_asked.Count, lease.Sequence).ShouldBe((1, 0));
    });

    private static string Words(Type defect) => ((Exception)Activator.CreateInstance(defect, "no such column")!).Message;

    private void Play(Func<ControlLease, Task> story) => _world.Run(async () =>
    {
        await _store.PrepareAsync([ToyTopology.Audit], default);
        await story(await TakeAsync());
    });

    private async Task<ControlLease> TakeAsync()
    {
        var options = new EngineOptions
        {
            Shards = 1,
            Time = _world.Time,
            BackoffMin = TimeSpan.FromMilliseconds(10),
            StartAttemptsMax = AttemptsMax,
            Notify = _notes.Add,
        };
        var store = new HookedStore(_store)
        {
            BeforeCommit = (commit, _) =>
            {
                _asked.Add(commit);
                return _refusals.TryDequeue(out var refusal) ? throw refusal : default;
            },
            BeforeStandings = _ => _silences.TryDequeue(out var silence) ? throw silence : default,
        };
        return new ControlLease(store, await _store.TakeAsync(Limits.ControlShard, default), options, new Retry(options, "desk", salt: 1));
    }

    private static async Task<bool> IsFencedAsync(Func<Task> commit)
    {
        try
        {
            await commit();
            return false;
        }
        catch (FencedException)
        {
            return true;
        }
    }

    private void Refuse(int times) => Enumerable.Range(1, times).ToList().ForEach(i => _refusals.Enqueue(new StoreException($"busy {i}")));

    private async Task<int> RowsAsync() => (await _store.ReadRowsAsync(ToyTopology.Audit, [], default)).Count;

    private static RowChange Mark(long number) => RowChange.Upsert(ToyTopology.Audit, number, "decided");
}
