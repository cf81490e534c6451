namespace Sluice.Engine.Testing.Faults;

/// <summary>Which fault can strike where: what a real log or store could do there, and nothing else.</summary>
public static class FaultMap
{
    private static readonly Fault[] s_faults = Enum.GetValues<Fault>();

    /// <summary>Every place where something can go wrong, in order.</summary>
    public static IEnumerable<(FaultPoint Point, Fault Fault)> All =>
        from point in Enum.GetValues<FaultPoint>() from fault in s_faults where Allows(point, fault) select (point, fault);

    /// <summary>Whether the fault can strike at the point.</summary>
    public static bool Allows(FaultPoint point, Fault fault) => fault switch
    {
        // A segment is handed over within a call that cannot wait. A commit with a dead letter passes the point of every
        // commit too, which has its delays, crashes and hangs.
        Fault.Delay => point is not (FaultPoint.StoreLoadSegment or FaultPoint.StoreCommitDeadLetter),
        Fault.Crash => point is not FaultPoint.StoreCommitDeadLetter,

        // A caller that hangs here goes on later with what it believed before.
        Fault.Stall => point is FaultPoint.LogAppend or FaultPoint.StoreTake or FaultPoint.StoreTaken
            or FaultPoint.StoreCommit or FaultPoint.StoreCommitApplied or FaultPoint.KeysClaim or FaultPoint.KeysClaimed
            or FaultPoint.OutboxReadDone or FaultPoint.OutboxComplete or FaultPoint.RowsReadDone,

        // Once the call has taken effect, refusing it would be a lie.
        Fault.Transient => point is not (FaultPoint.LogReadDone or FaultPoint.LogAppendApplied or FaultPoint.StoreTaken
            or FaultPoint.StoreCommitApplied or FaultPoint.OutboxReadDone or FaultPoint.OutboxCompleted or FaultPoint.RowsReadDone
            or FaultPoint.KeysClaimed),

        // Only what writes meets other writers; readers look at a snapshot.
        Fault.Conflict or Fault.Busy => IsStoreWrite(point),
        Fault.DiskFull => point is FaultPoint.LogAppend || (IsStoreWrite(point) && point != FaultPoint.StoreCommitDeadLetter),
        Fault.Unknown => point is FaultPoint.LogAppend or FaultPoint.StoreCommit or FaultPoint.OutboxComplete or FaultPoint.KeysClaim,
        Fault.Duplicate or Fault.Torn => point is FaultPoint.LogAppend,
        _ => false,
    };

    /// <summary>Whether a point is passed a few times in the life of a process, where others are at every read or commit.</summary>
    public static bool IsRare(FaultPoint point) => point is FaultPoint.StorePrepare or FaultPoint.StoreTake or FaultPoint.StoreTaken
        or FaultPoint.StoreLoad or FaultPoint.OutboxComplete or FaultPoint.OutboxCompleted or FaultPoint.KeysClaim or FaultPoint.KeysClaimed;

    private static bool IsStoreWrite(FaultPoint point) => point is FaultPoint.StorePrepare or FaultPoint.StoreTake
        or FaultPoint.StoreCommit or FaultPoint.StoreCommitDeadLetter or FaultPoint.OutboxComplete or FaultPoint.KeysClaim;
}
