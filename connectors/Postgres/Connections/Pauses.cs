namespace Sluice.Connectors.Postgres.Connections;

/// <summary>Pauses that double up to a bound, each shortened at random by up to a half, so that two who met do not meet again. Safe from any thread.</summary>
internal sealed class Pauses(TimeProvider time, int seed)
{
    private readonly Random _jitter = new(seed);
    private readonly Lock _gate = new();

    /// <summary>Waits after so many failed attempts.</summary>
    public Task AfterAsync(int failures, CancellationToken cancel) => Task.Delay(Length(failures), time, cancel);

    internal TimeSpan Length(int failures)
    {
        double share;
        lock (_gate)
        {
            share = 1 - (_jitter.NextDouble() / 2);
        }

        var doubled = PostgresLimits.PauseMinMs * (1L << Math.Min(failures - 1, 20));
        return TimeSpan.FromMilliseconds(Math.Min(doubled, PostgresLimits.PauseMaxMs)) * share;
    }
}
