using Sluice.Engine.Replay;
using Sluice.Engine.Shards;

namespace Sluice.Engine.Tests.Replay;

public sealed class ReplayPaceTests
{
    private readonly HurriedTime _time = new();
    private readonly LiveLoad _live = new();

    [Fact]
    public async Task Beside_shards_that_do_nothing_it_goes_on_at_once()
    {
        var pace = Pace();
        for (var i = 0; i < 100; i++)
        {
            _time.Pass(TimeSpan.FromMilliseconds(5));
            await pace.RestAsync(default);
        }

        _time.Rested.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public async Task Beside_busy_shards_it_works_a_fifth_of_the_time()
    {
        var pace = Pace();
        for (var i = 0; i < 400; i++)
        {
            _time.Pass(TimeSpan.FromMilliseconds(0.7));
            _live.Add(50);
            await pace.RestAsync(default);
        }

        (_time.Rested / _time.Elapsed).ShouldBeInRange(0.7, 0.81);
    }

    [Fact]
    public async Task A_piece_that_waited_for_minutes_is_not_rested_for_in_proportion()
    {
        var pace = Pace();
        for (var i = 0; i < 5; i++)
        {
            _time.Pass(TimeSpan.FromMinutes(1));
            _live.Add(1_000_000);
            await pace.RestAsync(default);
        }

        _time.Rested.ShouldBeLessThan(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Shards_that_grow_quiet_hold_it_up_no_longer()
    {
        var pace = Pace();
        for (var i = 0; i < 100; i++)
        {
            _time.Pass(TimeSpan.FromMilliseconds(2));
            _live.Add(50);
            await pace.RestAsync(default);
        }

        var busy = _time.Rested;
        busy.ShouldBeGreaterThan(TimeSpan.Zero);
        for (var i = 0; i < 100; i++)
        {
            _time.Pass(TimeSpan.FromMilliseconds(2));
            await pace.RestAsync(default);
        }

        (_time.Rested - busy).ShouldBeLessThan(TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public async Task A_limit_of_the_speed_holds_whatever_the_shards_do()
    {
        var pace = Pace(limit: 1000);
        for (var i = 0; i < 10; i++)
        {
            _time.Pass(TimeSpan.FromMilliseconds(1));
            await pace.RestAsync(100, default);
        }

        _time.Elapsed.ShouldBeInRange(TimeSpan.FromMilliseconds(1000), TimeSpan.FromMilliseconds(1010));
    }

    [Fact]
    public async Task A_rest_ends_when_it_is_cancelled()
    {
        using var cancel = new CancellationTokenSource();
        cancel.Cancel();
        _time.Pass(TimeSpan.FromMilliseconds(1));

        await Should.ThrowAsync<OperationCanceledException>(() => Pace(limit: 1).RestAsync(100, cancel.Token).AsTask());
    }

    private ReplayPace Pace(int? limit = null) => new(new EngineOptions { Shards = 1, Time = _time, ReplayRecordsPerSecond = limit }, _live);

    /// <summary>A clock that stands but for work that a test does, and for rests, which are over at once.</summary>
    private sealed class HurriedTime : TimeProvider
    {
        private long _ticks;
        private long _rested;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public TimeSpan Elapsed => TimeSpan.FromTicks(Volatile.Read(ref _ticks));

        public TimeSpan Rested => TimeSpan.FromTicks(Volatile.Read(ref _rested));

        public void Pass(TimeSpan time) => Interlocked.Add(ref _ticks, time.Ticks);

        public override long GetTimestamp() => Volatile.Read(ref _ticks);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Interlocked.Add(ref _rested, dueTime.Ticks);
            Pass(dueTime);
            return System.CreateTimer(callback, state, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }
}
