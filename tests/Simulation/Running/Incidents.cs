namespace Sluice.Simulation.Running;

/// <summary>What happens to a simulated world beside the faults of single calls.</summary>
public enum Incident
{
    /// <summary>A process that ran an engine was killed between two calls.</summary>
    EngineKilled,

    /// <summary>An engine was stopped in good order and started again.</summary>
    EngineStopped,

    /// <summary>A process of an engine or producer ended, for whatever reason, and another took its place.</summary>
    ProcessReplaced,

    /// <summary>A process held back an input for a while.</summary>
    Paused,

    /// <summary>A shard moved: revoked and then assigned elsewhere.</summary>
    ShardMoved,

    /// <summary>A shard had two owners: assigned elsewhere while the first still ran it.</summary>
    TwoOwners,

    /// <summary>A process stood still as a whole for a while, as after SIGSTOP.</summary>
    Frozen,

    /// <summary>A process lost a shard to another without being asked: it stood still or had stalled.</summary>
    ShardLost,

    /// <summary>A process said that its data flow had stalled.</summary>
    Stalled,

    /// <summary>A commit was refused because another owner had the shard.</summary>
    CommitFenced,

    /// <summary>A batch began before the offset asked for.</summary>
    EarlyBatch,

    /// <summary>A process learned of records seconds later than others.</summary>
    LateRead,

    /// <summary>Offsets were left unused.</summary>
    OffsetGap,

    /// <summary>A flow failed on a record.</summary>
    PoisonStruck,
}

/// <summary>How often each incident happened. Owned by one thread; add up those of several runs at the end.</summary>
public sealed class IncidentCounts
{
    private readonly long[] _counts = new long[Enum.GetValues<Incident>().Length];

    public long this[Incident incident] => _counts[(int)incident];

    public void Count(Incident incident) => _counts[(int)incident]++;

    /// <summary>Adds another run's counts to these.</summary>
    public void Add(IncidentCounts other)
    {
        for (var i = 0; i < _counts.Length; i++)
        {
            _counts[i] += other._counts[i];
        }
    }

    /// <summary>One line an incident.</summary>
    public string ToTable() => string.Concat(Enum.GetValues<Incident>().Select(i => $"{i,-20} {this[i],10}{Environment.NewLine}"));
}
