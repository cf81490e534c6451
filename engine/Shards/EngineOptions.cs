using Sluice.Engine.Telemetry;

namespace Sluice.Engine.Shards;

/// <summary>How an engine runs; the defaults are meant for production.</summary>
public sealed record EngineOptions
{
    /// <summary>Number of shards: the partitions of every stream.</summary>
    public required int Shards { get; init; }

    /// <summary>Most records of one step.</summary>
    public int BatchRecords { get; init; } = Limits.BatchRecordsMax;

    /// <summary>Units of work a step spends on moving to newer reference data.</summary>
    public int AdvanceUnits { get; init; } = Limits.AdvanceUnitsPerStep;

    /// <summary>The clock; simulated in tests.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>First pause before a shard that failed is taken again; doubles up to <see cref="BackoffMax"/>.</summary>
    public TimeSpan BackoffMin { get; init; } = TimeSpan.FromMilliseconds(50);

    public TimeSpan BackoffMax { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Pause between two rounds of the outbox publisher.</summary>
    public TimeSpan PublishEvery { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>How many bytes of each output topic's partition stay readable.</summary>
    public long OutputRetentionBytes { get; init; } = 16 << 20;

    /// <summary>Where the engine measures itself; null for nowhere.</summary>
    public EngineMeters? Meters { get; init; }

    /// <summary>Told after each commit of a shard; called on the shard's commit loop, so it must be quick.</summary>
    public Action<ShardProgress> Committed { get; init; } = static _ => { };

    /// <summary>Told in words what an operator should know; called from any thread.</summary>
    public Action<string> Notify { get; init; } = static _ => { };

    /// <summary>The pause after one that was not long enough.</summary>
    internal TimeSpan Longer(TimeSpan pause) => pause * 2 < BackoffMax ? pause * 2 : BackoffMax;
}
