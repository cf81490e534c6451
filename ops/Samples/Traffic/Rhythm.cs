using Sluice.Samples.Chance;

namespace Sluice.Samples.Traffic;

/// <summary>Spreads the reports of a month over its hours: busy mornings, quiet nights and Sundays.</summary>
internal sealed class Rhythm
{
    private static readonly int[] HourWeights =
        [8, 6, 5, 4, 4, 6, 14, 30, 55, 80, 95, 100, 92, 78, 80, 88, 90, 84, 70, 55, 42, 30, 20, 12];

    // Sunday first, as in DayOfWeek.
    private static readonly int[] DayWeights = [42, 112, 106, 102, 100, 104, 78];

    // Business days are those of Asia/Kolkata, which has kept this offset since 1945.
    private static readonly TimeSpan ZoneOffset = new(5, 30, 0);

    private readonly DateOnly _first;
    private readonly long _reports;
    private readonly double[] _upTo;

    public Rhythm(SampleOptions options)
    {
        _first = options.FirstDay;
        _reports = options.Reports;
        var dice = new Dice(options.Seed, DiceStream.Rhythm);
        var sum = 0.0;
        var hours = new List<double>();
        for (var day = 0; day < DateTime.DaysInMonth(_first.Year, _first.Month); day++)
        {
            var weight = DayWeights[(int)_first.AddDays(day).DayOfWeek] * (0.9 + (0.2 * dice.Unit()));
            hours.AddRange(HourWeights.Select(hour => sum += hour * weight));
        }
        _upTo = [.. hours.Select(upTo => upTo / sum)];
    }

    /// <summary>The first instant of a business day, in UTC.</summary>
    public static DateTime BeginningOf(DateOnly day) => day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc) - ZoneOffset;

    /// <summary>The business day of an instant in UTC.</summary>
    public static DateOnly DateOf(DateTime utc) => DateOnly.FromDateTime(utc + ZoneOffset);

    /// <summary>The completion of each report, in order of time.</summary>
    public IEnumerable<Moment> Times(Dice dice)
    {
        var done = 0L;
        for (var slot = 0; slot < _upTo.Length; slot++)
        {
            var end = slot == _upTo.Length - 1 ? _reports : (long)(_reports * _upTo[slot]);
            var start = BeginningOf(_first).AddHours(slot);
            var count = end - done;
            for (var i = 0L; i < count; i++)
                yield return new Moment(start.AddMilliseconds((long)((i + dice.Unit()) * 3_600_000 / count)), slot / 24, slot % 24);
            done = end;
        }
    }
}
