using Sluice.Engine.Shards;

namespace Sluice.Engine.Replay;

/// <summary>
/// Rests between pieces of a replay. While shards of this process take records, a replay works a fixed share of the time;
/// besides there may be a limit of its speed.
/// </summary>
internal sealed class ReplayPace(EngineOptions options, LiveLoad live) : IPace
{
    /// <summary>How long is rested for each unit of work beside live processing.</summary>
    private const double RestForWork = 4;

    /// <summary>Shards that take fewer records than that leave the machine to the replay.</summary>
    private const double LiveRecordsPerSecond = 1000;

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(20);

    /// <summary>Timers are no finer.</summary>
    private static readonly TimeSpan RestMin = TimeSpan.FromMilliseconds(1);

    /// <summary>A piece that took longer has waited more than it has worked: for a log, or as its process stood still.</summary>
    private static readonly TimeSpan RestMax = TimeSpan.FromMilliseconds(50);

    private readonly long _began = options.Time.GetTimestamp();
    private long _resumed = options.Time.GetTimestamp();
    private long _looked = options.Time.GetTimestamp();
    private long _seen = live.Records;
    private bool _isLive;
    private TimeSpan _owed;
    private long _records;

    public ValueTask RestAsync(CancellationToken cancel) => RestAsync(0, cancel);

    /// <summary>Rests after so many more records.</summary>
    public async ValueTask RestAsync(int records, CancellationToken cancel)
    {
        _records += records;
        Look();
        var owed = _owed + (RestForWork * options.Time.GetElapsedTime(_resumed));
        _owed = !_isLive ? TimeSpan.Zero : owed < RestMax ? owed : RestMax;
        var rest = Ahead() is var ahead && ahead > _owed ? ahead : _owed;
        var began = options.Time.GetTimestamp();
        if (rest < RestMin)
        {
            await Task.Yield();
        }
        else
        {
            await Task.Delay(rest, options.Time, cancel);
            _owed -= options.Time.GetElapsedTime(began);
        }

        _resumed = options.Time.GetTimestamp();
    }

    /// <summary>How long the replay is ahead of its limit.</summary>
    private TimeSpan Ahead() => options.ReplayRecordsPerSecond is { } limit
        ? TimeSpan.FromMilliseconds(_records * 1000 / limit) - options.Time.GetElapsedTime(_began)
        : TimeSpan.Zero;

    private void Look()
    {
        var since = options.Time.GetElapsedTime(_looked);
        if (since >= LookEvery)
        {
            var records = live.Records;
            _isLive = records - _seen > LiveRecordsPerSecond * since.TotalSeconds;
            (_looked, _seen) = (options.Time.GetTimestamp(), records);
        }
    }
}
