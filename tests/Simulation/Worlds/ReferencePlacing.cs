using System.Text;
using Sluice.Engine.Testing.Scheduling;

namespace Sluice.Simulation.Worlds;

/// <summary>
/// Places the versions of reference records: recorded in any order, backdated, at one instant, and sent before the
/// reports that need them, long after, or twice.
/// </summary>
internal sealed class ReferencePlacing(SimulationRandom random, Cast cast, Timeline timeline)
{
    private readonly int _style = random.Below(4);

    // Per seed some records get one version more that comes when most of the reports are priced.
    private readonly int _afterthoughts = random.Pick([0, 5, 20]);

    /// <summary>Sends one to <paramref name="most"/> versions of a record, and sometimes a late one more.</summary>
    /// <param name="draw">Spells a version out, given when it was recorded.</param>
    public void Versions(string topic, string key, int most, Func<string, string> draw)
    {
        var recorded = random.Instant(-300, cast.Days);
        for (var version = random.Range(1, most); version > 0; version--)
        {
            // Some versions share one instant: then the contents decide.
            recorded = random.Percent(15) ? recorded : random.Instant(-300, cast.Days);
            Put(topic, key, draw(recorded), Place());
        }

        if (random.Percent(_afterthoughts))
        {
            // Backdated before all others, somewhere among them, or behind them all.
            var late = random.Below(3) switch
            {
                0 => random.Instant(-400, -301),
                1 => random.Instant(-300, cast.Days),
                _ => random.Instant(cast.Days + 1, cast.Days + 30),
            };
            Put(topic, key, draw(late), random.Range(Timeline.End / 2, Timeline.End));
        }
    }

    /// <summary>Sends a version before everything else.</summary>
    public void First(string topic, string key, string json) =>
        timeline.Put(0, new SentRecord(topic, Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(json), null));

    private void Put(string topic, string key, string json, int at)
    {
        if (random.Percent(4))
        {
            var (wrongKey, spoilt) = Spoiling.Reference(random, key, json);
            timeline.Put(at, new SentRecord(topic, wrongKey, spoilt, null));
        }

        var record = new SentRecord(topic, Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(json), null);
        timeline.Put(at, record);
        if (random.Percent(5))
        {
            timeline.Put(Place(), record);
        }
    }

    /// <summary>Per seed: everything first, mostly first, at any time, or mostly last.</summary>
    private int Place() => _style switch
    {
        0 => 0,
        1 => random.Percent(75) ? 0 : random.Below(Timeline.End),
        2 => random.Below(Timeline.End),
        _ => random.Percent(40) ? Timeline.End : random.Below(Timeline.End),
    };
}
