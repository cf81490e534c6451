namespace Sluice.Engine.Testing.Scheduling;

/// <summary>How a <see cref="SeededScheduler"/> runs its world.</summary>
public sealed record SchedulerOptions
{
    /// <summary>Steps one run may take before it counts as a live-lock.</summary>
    public long StepsMax { get; init; } = 2_000_000;

    /// <summary>
    /// How many of 10,000 steps let the clock jump to the next timer although work is ready, as on a slow machine.
    /// Zero: time passes only when nothing else can happen.
    /// </summary>
    public int EarlyJumpsPerTenThousand { get; init; }

    /// <summary>
    /// Whether the clock waits for the real thread pool before every jump. Slow; without it a callback that comes back
    /// from the pool may arrive after the run has ended, unseen. Use it for some seeds of every simulation.
    /// </summary>
    public bool WatchThreadPool { get; init; }

    /// <summary>Where the virtual clock starts.</summary>
    public DateTimeOffset Start { get; init; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
}
