namespace Sluice.Engine.Testing.Faults;

/// <summary>Where a fault can strike: before a call reaches the log or the store, or after it took effect there.</summary>
public enum FaultPoint
{
    /// <summary>A topic is ensured or topics are listed.</summary>
    LogTopics,
    /// <summary>Before records are read.</summary>
    LogRead,
    /// <summary>Records were read and are not handed over yet.</summary>
    LogReadDone,
    /// <summary>The ends of partitions are asked for: how commands get their cut.</summary>
    LogOffsets,
    /// <summary>Before records are appended.</summary>
    LogAppend,
    /// <summary>Records were appended, the caller does not know.</summary>
    LogAppendApplied,
    /// <summary>Before tables are prepared.</summary>
    StorePrepare,
    /// <summary>Before a shard is taken.</summary>
    StoreTake,
    /// <summary>The epoch was raised, the caller does not have the lease.</summary>
    StoreTaken,
    /// <summary>Before segments are loaded.</summary>
    StoreLoad,
    /// <summary>Before one of the segments is handed over.</summary>
    StoreLoadSegment,
    /// <summary>Before a commit is applied.</summary>
    StoreCommit,
    /// <summary>Before a commit is applied that holds a dead letter.</summary>
    StoreCommitDeadLetter,
    /// <summary>The commit was applied and is not acknowledged.</summary>
    StoreCommitApplied,
    /// <summary>Before outbox entries are read.</summary>
    OutboxRead,
    /// <summary>Outbox entries were read: from here on they may be completed by someone else.</summary>
    OutboxReadDone,
    /// <summary>Before outbox entries are completed.</summary>
    OutboxComplete,
    /// <summary>Outbox entries were completed, the caller does not know.</summary>
    OutboxCompleted,
    /// <summary>Before rows are read.</summary>
    RowsRead,
    /// <summary>Rows were read: from here on they may be out of date.</summary>
    RowsReadDone,
    /// <summary>Before standings are read.</summary>
    StoreStandings,
    /// <summary>Before keys are claimed for a shard.</summary>
    KeysClaim,
    /// <summary>Keys were claimed, the caller does not know.</summary>
    KeysClaimed,
}
