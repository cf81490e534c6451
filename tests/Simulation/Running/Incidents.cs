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
    /// <summary>A record was sent to whatever partition, as by a producer that places keys otherwise.</summary>
    RecordStrayed,
    /// <summary>A process lost a shard while records that it had read were queued.</summary>
    RevokedQueued,
    /// <summary>The wall clock of a machine jumped, on or back.</summary>
    ClockJumped,
    /// <summary>One client has most of a world's reports.</summary>
    HotKey,
    /// <summary>A partition lost its newest records, committed ones.</summary>
    LogTruncated,
    /// <summary>A topic was made anew with other records.</summary>
    TopicRecreated,
    /// <summary>Retention dropped records before they were read.</summary>
    RetentionOvertook,
    /// <summary>The store was restored from an older backup, and the log was not.</summary>
    StoreRestored,
    /// <summary>The inputs were restored from an older backup: the store was ahead of the log.</summary>
    LogRestored,
    /// <summary>An engine stopped because the log is not what it has read, and asked for a decision.</summary>
    DecisionAsked,
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

    /// <summary>Incidents that happened fewer times than <paramref name="least"/>.</summary>
    public IEnumerable<(Incident Incident, long Times)> Below(long least) =>
        Enum.GetValues<Incident>().Select(i => (i, this[i])).Where(i => i.Item2 < least);

    /// <summary>One line an incident.</summary>
    public string ToTable() => string.Concat(Enum.GetValues<Incident>().Select(i => $"{i,-20} {this[i],10}{Environment.NewLine}"));
}
