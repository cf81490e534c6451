namespace Sluice.Engine.Shards;

/// <summary>How long a piece of work has been under way. Written by the loop that does it; read by anyone.</summary>
internal sealed class WorkClock(TimeProvider time)
{
    private const long Idle = long.MinValue;

    private long _since = Idle;

    public void Begin() => Volatile.Write(ref _since, time.GetTimestamp());

    public void End() => Volatile.Write(ref _since, Idle);

    public bool IsOver(TimeSpan limit)
    {
        var since = Volatile.Read(ref _since);
        return since != Idle && time.GetElapsedTime(since) > limit;
    }
}
