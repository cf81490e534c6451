namespace Sluice.Engine.Testing.Scheduling;

/// <summary>A timer of <see cref="SimulatedTime"/>; fires as a step of the process that made it.</summary>
internal sealed class SimulatedTimer(SimulatedTime time, SimulatedProcess process, TimerCallback callback, object? state) : ITimer
{
    private TimeSpan _period = Timeout.InfiniteTimeSpan;
    private long _version;
    private bool _disposed;

    public SimulatedProcess Process => process;

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        if (_disposed)
        {
            return false;
        }

        _version++;
        _period = period;
        if (dueTime != Timeout.InfiniteTimeSpan)
        {
            time.Arm(new Arming(this, _version), dueTime);
        }

        return true;
    }

    public void Dispose()
    {
        _disposed = true;
        _version++;
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return default;
    }

    public string Describe() => $"{process.Name} for {state?.GetType().Name ?? Step.Name(callback)}";

    private void Fire(long version)
    {
        if (version != _version)
        {
            return;
        }

        if (_period > TimeSpan.Zero)
        {
            time.Arm(new Arming(this, _version), _period);
        }

        callback(state);
    }

    /// <summary>One setting of the timer; void once the timer is set anew or disposed.</summary>
    internal sealed class Arming(SimulatedTimer timer, long version)
    {
        public SimulatedTimer Timer => timer;

        public bool IsLive => timer.Process.IsAlive && timer._version == version;

        public static void Fire(object? arming) => ((Arming)arming!).FireOnce();

        private void FireOnce() => timer.Fire(version);
    }
}
