namespace Sluice.Engine.Testing.Driving;

/// <summary>How a <see cref="TopologyTestDriver{TReference}"/> runs.</summary>
public sealed record TestDriverOptions
{
    /// <summary>Number of shards: the partitions of every stream.</summary>
    public int Shards { get; init; } = 1;

    /// <summary>
    /// Messages that may wait before all shards step by themselves: 1 steps after each. Reading a table and
    /// <see cref="TopologyTestDriver{TReference}.Advance"/> step at once, whatever waits.
    /// </summary>
    public int BatchRecords { get; init; } = 1;

    /// <summary>Units of work a step spends on moving to newer reference data.</summary>
    public int AdvanceUnits { get; init; } = Limits.AdvanceUnitsPerStep;

    /// <summary>
    /// Whether piped messages cause one step each, so that records come while shards are on the way to newer reference
    /// data; else each is followed until all shards have arrived.
    /// </summary>
    public bool StepsWhileAdvancing { get; init; }

    /// <summary>
    /// Whether messages come as from a log that others write to as well: each key is claimed by the shard that meets it
    /// first, and is no other's.
    /// </summary>
    public bool ClaimsKeys { get; init; }

    /// <summary>The time every step is computed for, until <see cref="TopologyTestDriver{TReference}.Now"/> is set.</summary>
    public DateTimeOffset Start { get; init; } = new(2026, 1, 31, 0, 0, 0, TimeSpan.Zero);
}
