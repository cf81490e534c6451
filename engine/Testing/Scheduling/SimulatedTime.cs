namespace Sluice.Engine.Testing.Scheduling;

/// <summary>
/// A clock that stands still while there is work and then jumps to the next timer. All times are UTC; a process whose
/// machine's clock is wrong (<see cref="SimulatedProcess.ClockError"/>) is told a wrong one. Used on the scheduler's thread
/// only; a call from another one fails the run.
/// </summary>
public sealed class SimulatedTime : TimeProvider
{
    private readonly SeededScheduler _scheduler;
    private readonly DateTimeOffset _start;
    private readonly PriorityQueue<SimulatedTimer.Arming, (long DueTicks, long Order)> _timers = new();
    private long _elapsedTicks;
    private long _armed;

    internal SimulatedTime(SeededScheduler scheduler, DateTimeOffset start)
    {
        _scheduler = scheduler;
        _start = start.ToUniversalTime();
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>Virtual time since the start.</summary>
    public TimeSpan Elapsed => TimeSpan.FromTicks(_elapsedTicks);

    public override DateTimeOffset GetUtcNow()
    {
        _scheduler.CheckThread(nameof(GetUtcNow));
        return _start + Elapsed + _scheduler.CurrentProcess.ClockError;
    }

    public override long GetTimestamp()
    {
        _scheduler.CheckThread(nameof(GetTimestamp));
        return _elapsedTicks;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        _scheduler.CheckThread(nameof(CreateTimer));
        var timer = new SimulatedTimer(this, _scheduler.CurrentProcess, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    internal IEnumerable<string> Pending() => _timers.UnorderedItems
        .Where(t => t.Element.IsLive)
        .Select(t => $"{t.Element.Timer.Describe()} at {_start.AddTicks(t.Priority.DueTicks):O}");

    internal void Arm(SimulatedTimer.Arming arming, TimeSpan due)
    {
        _scheduler.CheckThread(nameof(Arm));
        if (due <= TimeSpan.Zero)
        {
            MakeReady(arming);
            return;
        }

        _timers.Enqueue(arming, (_elapsedTicks + due.Ticks, _armed++));
    }

    /// <summary>Moves the clock to the next live timer and makes all that are due then ready; false when there is none.</summary>
    internal bool JumpToNextTimer()
    {
        while (_timers.TryPeek(out var first, out var due))
        {
            if (!first.IsLive)
            {
                _timers.Dequeue();
                continue;
            }

            _elapsedTicks = due.DueTicks;
            while (_timers.TryPeek(out var next, out due) && due.DueTicks <= _elapsedTicks)
            {
                _timers.Dequeue();
                MakeReady(next);
            }

            return true;
        }

        return false;
    }

    private void MakeReady(SimulatedTimer.Arming arming) =>
        _scheduler.MakeReady(arming.Timer.Process, SimulatedTimer.Arming.Fire, arming);
}
