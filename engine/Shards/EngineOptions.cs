using Sluice.Engine.Control;
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

    /// <summary>
    /// First pause before what failed is tried again; doubles up to <see cref="BackoffMax"/>, each shortened by chance by
    /// up to a half.
    /// </summary>
    public TimeSpan BackoffMin { get; init; } = TimeSpan.FromMilliseconds(50);

    public TimeSpan BackoffMax { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// First pause before a shard that another owner took is looked at again; doubles up to <see cref="RetakeMax"/>. It is
    /// taken back when it has not moved during a pause, and is this process's still.
    /// </summary>
    public TimeSpan RetakeMin { get; init; } = TimeSpan.FromSeconds(2);

    public TimeSpan RetakeMax { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a shard that is revoked may still commit what it has computed.</summary>
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>A step or commit that has not moved for so long has stalled: the membership lets others have the shard.</summary>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How often a log that others change too is compared with what was read of it.</summary>
    public TimeSpan RecheckEvery { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Attempts at making topics and tables before a start is given up.</summary>
    public int StartAttemptsMax { get; init; } = 10;

    /// <summary>Seeds the pauses' chance; processes beside each other take different ones.</summary>
    public int Seed { get; init; } = Environment.ProcessId;

    /// <summary>Pause between two rounds of the outbox publisher.</summary>
    public TimeSpan PublishEvery { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>How many bytes of each output topic's partition stay readable.</summary>
    public long OutputRetentionBytes { get; init; } = 16 << 20;

    /// <summary>What control messages are signed with; null where commands are refused, all of them.</summary>
    public CommandSeal? Commands { get; init; }

    /// <summary>
    /// Records of one partition that a command reads of the log a second at most; null for no limit but that it gives way to
    /// live processing.
    /// </summary>
    public int? ReplayRecordsPerSecond { get; init; }

    /// <summary>Partitions that a command works out at once.</summary>
    public int ReplayPartitions { get; init; } = 2;

    /// <summary>Bytes of reports that a command holds at once, all partitions together.</summary>
    public long ReplayBytes { get; init; } = 1L << 30;

    /// <summary>Shortest time between two changes of a command's progress in its row.</summary>
    public TimeSpan ProgressEvery { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How often each process looks which inputs are paused by command.</summary>
    public TimeSpan PausesEvery { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Where the engine measures itself; null for nowhere.</summary>
    public EngineMeters? Meters { get; init; }

    /// <summary>Told after each commit of a shard; called on the shard's commit loop, so it must be quick.</summary>
    public Action<ShardProgress> Committed { get; init; } = static _ => { };

    /// <summary>Told in words what an operator should know; called from any thread.</summary>
    public Action<string> Notify { get; init; } = static _ => { };
}
