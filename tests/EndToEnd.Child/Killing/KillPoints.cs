using Sluice.Engine.Testing.Faults;

namespace Sluice.EndToEnd.Child.Killing;

/// <summary>Where a process can end itself: at the engine's calls to log and store, and within the database's writer.</summary>
public static class KillPoints
{
    /// <summary>The transaction of a group of writes is complete and not committed yet.</summary>
    public const string GroupCommitOpen = nameof(GroupCommitOpen);

    /// <summary>The group is committed; none of its callers knows.</summary>
    public const string GroupCommitDone = nameof(GroupCommitDone);

    /// <summary>Before a commit of the shard that decides commands.</summary>
    public const string ControlCommit = nameof(ControlCommit);

    /// <summary>Such a commit was applied and is not acknowledged.</summary>
    public const string ControlCommitApplied = nameof(ControlCommitApplied);

    /// <summary>All of them that any run passes; the engine never asks for standings, which people look at, and an embedded log needs no owners of keys.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        .. Enum.GetValues<FaultPoint>()
            .Where(p => p is not (FaultPoint.StoreStandings or FaultPoint.StoreCommitDeadLetter or FaultPoint.KeysClaim or FaultPoint.KeysClaimed)).Select(p => p.ToString()),
        GroupCommitOpen,
        GroupCommitDone,
    ];

    /// <summary>Those that only runs with commands pass.</summary>
    public static IReadOnlyList<string> OfCommands { get; } = [ControlCommit, ControlCommitApplied];

    /// <summary>Those that an append passes.</summary>
    public static IReadOnlyList<string> OfAppends { get; } =
        [nameof(FaultPoint.LogAppend), nameof(FaultPoint.LogAppendApplied), GroupCommitOpen, GroupCommitDone];
}
