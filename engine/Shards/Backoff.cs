namespace Sluice.Engine.Shards;

/// <summary>
/// Pauses between attempts: doubling up to a bound, each shortened by up to a half, so that those who failed together do
/// not come back together. Which part is a function of the seed and of the pauses before. Safe from any thread.
/// </summary>
/// <param name="seed">Another one for each user.</param>
internal sealed class Backoff(TimeProvider time, int seed)
{
    private long _drawn;

    /// <summary>Waits after so many failures in a row, one or more.</summary>
    public Task PauseAsync(int failures, TimeSpan min, TimeSpan max, CancellationToken cancel) =>
        Task.Delay(Length(failures, min, max), time, cancel);

    internal TimeSpan Length(int failures, TimeSpan min, TimeSpan max)
    {
        var doublings = Math.Min(failures - 1, 30);
        var full = min.Ticks > max.Ticks >> doublings ? max.Ticks : min.Ticks << doublings;
        return TimeSpan.FromTicks(full - (long)(Draw() % ((ulong)(full / 2) + 1)));
    }

    /// <summary>The next number of a SplitMix64 sequence.</summary>
    private ulong Draw()
    {
        unchecked
        {
            var mixed = ((ulong)seed << 32) + ((ulong)Interlocked.Increment(ref _drawn) * 0x9E3779B97F4A7C15);
            mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            return mixed ^ (mixed >> 31);
        }
    }
}
