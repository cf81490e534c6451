using Sluice.Engine.Testing.Scheduling;

namespace Sluice.Simulation.Worlds;

/// <summary>Draws of everyday shapes.</summary>
internal static class Drawing
{
    /// <summary>A whole number, both ends included.</summary>
    public static int Range(this SimulationRandom random, int least, int most) => least + random.Below(most - least + 1);

    public static T Pick<T>(this SimulationRandom random, IReadOnlyList<T> choices) => choices[random.Below(choices.Count)];

    public static bool Percent(this SimulationRandom random, int percent) => random.Chance(percent * 100);

    /// <summary>An amount as JSON spells it: mostly whole, sometimes in minor units, sometimes finer than any currency.</summary>
    public static string Amount(this SimulationRandom random, int most)
    {
        var whole = random.Below(most + 1);
        var kind = random.Below(100);
        return kind < 60 ? $"{whole}"
            : kind < 85 ? $"{whole}.{random.Below(100):00}"
            : $"{whole}.{random.Below(10_000):0000}";
    }

    /// <summary>A date as <c>YYYY-MM-DD</c>, so many days from 2025-12-01 on (or before it).</summary>
    public static string Date(this SimulationRandom random, int leastDay, int mostDay) =>
        Calendar.Start.AddDays(random.Range(leastDay, mostDay)).ToString("yyyy-MM-dd");

    /// <summary>An instant to the second.</summary>
    public static string Instant(this SimulationRandom random, int leastDay, int mostDay) =>
        $"{random.Date(leastDay, mostDay)}T{random.Below(24):00}:{random.Below(60):00}:{random.Below(60):00}Z";
}

/// <summary>When the histories take place.</summary>
internal static class Calendar
{
    public static readonly DateOnly Start = new(2025, 12, 1);

    /// <summary>Days of the longest history: four months.</summary>
    public const int Days = 121;
}
