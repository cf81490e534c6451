using Sluice.Engine.Testing.Scheduling;
using Sluice.Simulation.Commanding;

namespace Sluice.Simulation.Worlds;

/// <summary>Draws a world from a seed: the same seed, the same world.</summary>
public static class WorldDraw
{
    public static World Draw(SimulationRandom random)
    {
        var cast = Cast.Draw(random);
        var timeline = new Timeline();
        new ReferenceDraw(random.Fork(), cast, timeline).Draw();
        new FxRateDraw(random.Fork(), cast, timeline).Draw();
        new ReportDraw(random.Fork(), cast, timeline).Draw(Count(random));
        var records = timeline.InOrder();
        return new World(random.Range(3, 5), records, new CommandDraw(random.Fork(), cast, records.Count).Draw());
    }

    /// <summary>
    /// Most are long, with the reference data above a thousand records; the others short: what goes wrong shows in
    /// either, and of short ones more can be played.
    /// </summary>
    private static int Count(SimulationRandom random) => random.Percent(40) ? random.Range(200, 400) : random.Range(930, 1_030);
}

/// <summary>Records placed between 0 and <see cref="End"/>; those at one place keep the order in which they were put.</summary>
internal sealed class Timeline
{
    public const int End = 1_000_000;

    private readonly List<(long At, SentRecord Record)> _records = [];

    public void Put(long at, SentRecord record) => _records.Add((at, record));

    public IReadOnlyList<SentRecord> InOrder() => [.. _records.OrderBy(r => r.At).Select(r => r.Record)];
}
