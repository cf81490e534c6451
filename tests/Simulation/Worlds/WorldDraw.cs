using Sluice.Engine.Testing.Scheduling;

namespace Sluice.Simulation.Worlds;

/// <summary>Draws a world from a seed: the same seed, the same world.</summary>
public static class WorldDraw
{
    private static readonly string[] s_modalities = ["CT", "MR", "XR", "US", "NM"];

    public static World Draw(SimulationRandom random)
    {
        var cast = new Cast(
            [.. Enumerable.Range(1, random.Range(4, 12)).Select(i => $"C-{i}")],
            [.. Enumerable.Range(1, random.Range(3, 9)).Select(i => $"P-{i}")],
            s_modalities[..random.Range(2, s_modalities.Length)],
            random.Range(40, Calendar.Days));
        var timeline = new Timeline();
        new ReferenceDraw(random.Fork(), cast, timeline).Draw();
        new ReportDraw(random.Fork(), cast, timeline).Draw(Count(random));
        return new World(random.Range(3, 5), timeline.InOrder());
    }

    /// <summary>Mostly above a thousand; now and then short, where the beginnings matter.</summary>
    private static int Count(SimulationRandom random) => random.Percent(10) ? random.Range(200, 500) : random.Range(850, 1_150);
}

/// <summary>Who takes part.</summary>
/// <param name="Days">How long the history lasts.</param>
internal sealed record Cast(IReadOnlyList<string> Clients, IReadOnlyList<string> Providers, IReadOnlyList<string> Modalities, int Days);

/// <summary>Records placed between 0 and <see cref="End"/>; those at one place keep the order in which they were put.</summary>
internal sealed class Timeline
{
    public const int End = 1_000_000;

    private readonly List<(long At, SentRecord Record)> _records = [];

    public void Put(long at, SentRecord record) => _records.Add((at, record));

    public IReadOnlyList<SentRecord> InOrder() => [.. _records.OrderBy(r => r.At).Select(r => r.Record)];
}
