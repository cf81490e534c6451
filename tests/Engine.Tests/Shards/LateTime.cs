namespace Sluice.Engine.Tests.Shards;

/// <summary>Another clock on which more time has passed, as for code that computes for long; timers do not hear of it.</summary>
internal sealed class LateTime(TimeProvider time) : TimeProvider
{
    private TimeSpan _late;

    public override long TimestampFrequency => time.TimestampFrequency;

    public void Pass(TimeSpan more) => _late += more;

    public override DateTimeOffset GetUtcNow() => time.GetUtcNow() + _late;

    public override long GetTimestamp() => time.GetTimestamp() + (long)(_late.TotalSeconds * TimestampFrequency);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        time.CreateTimer(callback, state, dueTime, period);
}
