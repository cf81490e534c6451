using System.Collections.Immutable;

namespace Sluice.Topology.Reference;

/// <summary>Days <paramref name="From"/> to <paramref name="To"/>, both inclusive, and what holds on them.</summary>
public readonly record struct DaySpan<T>(int From, int To, T Value);

/// <summary>
/// A value for every day, as spans without gaps from <see cref="int.MinValue"/> to <see cref="int.MaxValue"/>;
/// neighbours differ. Immutable.
/// </summary>
public sealed class DaySchedule<T>
    where T : IEquatable<T>
{
    private DaySchedule(ImmutableArray<DaySpan<T>> spans) => Spans = spans;

    /// <summary>The spans in order of days.</summary>
    public ImmutableArray<DaySpan<T>> Spans { get; }

    /// <summary>The value on the day.</summary>
    public T At(int day)
    {
        // A party's terms change a few times at most, and the newest are asked for most.
        var i = Spans.Length - 1;
        while (Spans[i].From > day)
            i--;
        return Spans[i].Value;
    }

    /// <summary>Tabulates <paramref name="valueOn"/>, which may change only on the days of <paramref name="changes"/>.</summary>
    internal static DaySchedule<T> Tabulate(IEnumerable<int> changes, Func<int, T> valueOn)
    {
        var from = int.MinValue;
        var value = valueOn(from);
        var spans = ImmutableArray.CreateBuilder<DaySpan<T>>();
        foreach (var day in changes.Distinct().Order())
        {
            var next = valueOn(day);
            if (next.Equals(value))
                continue;
            spans.Add(new(from, day - 1, value));
            (from, value) = (day, next);
        }

        spans.Add(new(from, int.MaxValue, value));
        return new(spans.ToImmutable());
    }
}
