#if PLANTED_BUGS
using Sluice.Engine.State;

namespace Sluice.Engine;

/// <summary>Bugs that are put in on purpose, to see that the simulation finds them. In no build but that of its tests.</summary>
public enum Bug
{
    None,

    /// <summary>An owner that was fenced takes the shard again and commits what it had computed.</summary>
    FenceSkipped,

    /// <summary>A commit's positions are stored, its facts with the next commit only.</summary>
    PositionBeforeState,

    /// <summary>The index of known reports is not made anew when a shard is loaded.</summary>
    DedupeLostOverRestart,

    /// <summary>What waits for its price is forgotten when a shard is loaded.</summary>
    SideBufferDropped,

    /// <summary>Entries leave the outbox before they are published.</summary>
    OutboxCompletedFirst,

    /// <summary>Of two commits that are queued, the later one's contents are written first.</summary>
    CommitOrderSwapped,

    /// <summary>A loaded shard begins with the newest reference data in place of those it had committed with.</summary>
    StaleReference,

    /// <summary>Keys have no owner: a record in another partition is taken there.</summary>
    KeysNotClaimed,

    /// <summary>Records that lie before a shard's position are taken once more.</summary>
    RedeliveryTaken,

    /// <summary>A log that is not what was read goes unnoticed.</summary>
    LogChangeUnnoticed,

    /// <summary>A command is written down as decided before its rows are.</summary>
    DecidedWithoutRows,

    /// <summary>A rerun makes up once more for what an earlier one has made up for.</summary>
    RerunAppliedTwice,

    /// <summary>A rerun that includes late records books their figures, and not that they are booked.</summary>
    BookedCutNotMoved,

    /// <summary>Documents are numbered by the decision's sequence, which leaves gaps.</summary>
    NumberFromSequence,

    /// <summary>A command without the books' signature is carried out.</summary>
    UnsignedTaken,

    /// <summary>A command that comes twice is carried out twice.</summary>
    SentAgainTaken,
}

/// <summary>Which bug is in. Set before a simulation, read by all its threads.</summary>
public static class PlantedBugs
{
    public static Bug Planted { get; set; }

    public static bool Is(Bug bug) => Planted == bug;

    /// <summary>The commit as if it had been computed under another lease.</summary>
    public static ShardCommit Under(ShardCommit commit, ShardLease lease) => new()
    {
        Shard = commit.Shard,
        Epoch = lease.Epoch,
        Sequence = lease.Sequence + 1,
        Positions = commit.Positions,
        Segment = commit.Segment,
        Rows = commit.Rows,
    };

    /// <summary>Gives each of two commits the other's facts and rows.</summary>
    public static void Swap(ShardCommit first, ShardCommit second)
    {
        foreach (var property in new[] { nameof(ShardCommit.Segment), nameof(ShardCommit.Rows) }.Select(n => typeof(ShardCommit).GetProperty(n)!))
        {
            var kept = property.GetValue(first);
            property.SetValue(first, property.GetValue(second));
            property.SetValue(second, kept);
        }
    }
}
#endif
