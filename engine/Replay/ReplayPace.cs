using Sluice.Engine.Shards;

namespace Sluice.Engine.Replay;

/// <summary>Keeps a replay from taking the machine from live processing: others run between batches, and there may be a speed limit.</summary>
internal sealed class ReplayPace(EngineOptions options)
{
    private readonly long _began = options.Time.GetTimestamp();
    private long _records;

    /// <summary>Rests after so many more records.</summary>
    public async Task RestAsync(int records, CancellationToken cancel)
    {
        _records += records;
        var ahead = options.ReplayRecordsPerSecond is not { } limit
            ? TimeSpan.Zero
            : TimeSpan.FromMilliseconds(_records * 1000 / limit) - options.Time.GetElapsedTime(_began);
        if (ahead > TimeSpan.Zero)
        {
            await Task.Delay(ahead, options.Time, cancel);
        }
        else
        {
            await Task.Yield();
        }
    }
}
