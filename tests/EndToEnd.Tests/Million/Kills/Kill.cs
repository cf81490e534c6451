using Sluice.EndToEnd.Child.Killing;
using Sluice.Engine.Testing.Faults;

namespace Sluice.EndToEnd.Tests.Million.Kills;

/// <summary>How one process ends: at a visit of a point, by itself, or some time after its start or its first work.</summary>
/// <param name="Point">A point of <see cref="KillPoints"/>; null for an instant.</param>
/// <param name="Visit">Which visit of the point.</param>
/// <param name="AtWork">Whether the time runs from when the process works, or from its start.</param>
/// <param name="After">For an instant: how long after that.</param>
internal sealed record Kill(string? Point, int Visit, bool AtWork, TimeSpan After)
{
    /// <summary>The arguments that let the process end this way.</summary>
    public string[] Arguments => Point is null ? [] : ["--kill", Point, "--visit", $"{Visit}"];

    /// <summary>Every point once, and instants, in an order of their own; a process dies after commits before one dies while it loads them.</summary>
    public static IReadOnlyList<Kill> OfRuns(Random random, int instants, TimeSpan atWorkMax)
    {
        var first = At(random, nameof(FaultPoint.StoreCommitApplied), 6, 6);
        var kills = KillPoints.All.Where(p => p != first.Point).Select(p => At(random, p, VisitsOf(p).From, VisitsOf(p).To))
            .Concat(Instants(random, instants, atWorkMax)).ToArray();
        random.Shuffle(kills);
        return [first, .. kills];
    }

    /// <summary>Every point that an append passes some times, and instants, in an order of their own.</summary>
    public static IReadOnlyList<Kill> OfAppends(Random random, int instants, TimeSpan atWorkMax)
    {
        var kills = KillPoints.OfAppends.SelectMany(p => new[] { At(random, p, 1, 5), At(random, p, 8, 20) })
            .Concat(Instants(random, instants, atWorkMax)).ToArray();
        random.Shuffle(kills);
        return kills;
    }

    public override string ToString() => Point is null
        ? $"{After.TotalMilliseconds:F0} ms after {(AtWork ? "its first work" : "its start")}"
        : $"at visit {Visit} of {Point}";

    /// <summary>Three of four while the process works, one while it starts.</summary>
    private static IEnumerable<Kill> Instants(Random random, int count, TimeSpan atWorkMax) =>
        Enumerable.Range(0, count).Select(i => i % 4 == 0
            ? new Kill(null, 0, AtWork: false, TimeSpan.FromMilliseconds(300) * random.NextDouble())
            : new Kill(null, 0, AtWork: true, atWorkMax * random.NextDouble()));

    private static Kill At(Random random, string point, int from, int to) => new(point, random.Next(from, to + 1), false, default);

    /// <summary>Visits that every run makes before it has read what one life may read, however slow or fast the machine.</summary>
    private static (int From, int To) VisitsOf(string point) => point switch
    {
        nameof(FaultPoint.LogTopics) or nameof(FaultPoint.LogOffsets) => (1, 6),
        nameof(FaultPoint.LogRead) or nameof(FaultPoint.LogReadDone) => (1, 8),
        nameof(FaultPoint.StoreTake) or nameof(FaultPoint.StoreTaken) or nameof(FaultPoint.StoreLoad) => (1, 3),
        nameof(FaultPoint.StoreCommit) => (1, 6),
        nameof(FaultPoint.OutboxRead) or nameof(FaultPoint.OutboxReadDone) => (1, 8),
        nameof(FaultPoint.RowsRead) or nameof(FaultPoint.RowsReadDone) => (1, 2),
        KillPoints.GroupCommitOpen or KillPoints.GroupCommitDone => (1, 4),
        _ => (1, 1),
    };
}
