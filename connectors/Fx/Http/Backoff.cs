namespace Sluice.Connectors.Fx.Http;

/// <summary>
/// Pauses that double up to a bound, each shortened at random by up to a half, so that many who failed at once do not
/// come back at once. Owned by one thread at a time.
/// </summary>
internal sealed class Backoff(DownloadOptions options)
{
    private readonly Random _jitter = new(options.Seed);

    /// <summary>The pause after so many failed attempts, at least what the server asked for where that is within the bound.</summary>
    public TimeSpan After(int failures, TimeSpan? asked)
    {
        var pause = options.BackoffMin;
        for (var i = 1; i < failures && pause < options.BackoffMax; i++)
        {
            pause *= 2;
        }

        pause = Min(pause, options.BackoffMax) * (1 - (_jitter.NextDouble() / 2));
        return asked is { } wanted && wanted > pause ? Min(wanted, options.BackoffMax) : pause;
    }

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
