using System.Collections.Immutable;
using Sluice.Topology.Money;
using Sluice.Topology.Records;
using Sluice.Topology.Time;

namespace Sluice.Topology.Reference;

/// <summary>All rates of one currency by date, each with its versions. Immutable.</summary>
internal sealed class RateSeries
{
    /// <summary>How many days before a month a rate may lie that still serves it.</summary>
    public const int DaysBefore = 7;

    public static readonly RateSeries Empty = new(ImmutableSortedDictionary<int, History<FxRateRecord>>.Empty);

    private readonly ImmutableSortedDictionary<int, History<FxRateRecord>> _byDay;

    // The days again, for the search.
    private readonly int[] _days;

    private RateSeries(ImmutableSortedDictionary<int, History<FxRateRecord>> byDay)
    {
        _byDay = byDay;
        _days = [.. byDay.Keys];
    }

    public IEnumerable<History<FxRateRecord>> Histories => _byDay.Values;

    public RateSeries With(IEnumerable<FxRateRecord> rates)
    {
        var byDay = _byDay.ToBuilder();
        foreach (var rate in rates)
        {
            var day = EpochDay.Of(rate.Date);
            byDay[day] = byDay.TryGetValue(day, out var known) ? known.With(rate) : History<FxRateRecord>.Of(rate);
        }

        return new(byDay.ToImmutable());
    }

    /// <summary>The rate of the latest date in [first day − 7, last day], or null.</summary>
    public FxRateRecord? MonthEnd(BusinessMonth month)
    {
        var at = Array.BinarySearch(_days, month.LastDay);
        at = at >= 0 ? at : ~at - 1;
        return at >= 0 && _days[at] >= month.FirstDay - DaysBefore ? _byDay[_days[at]].Latest : null;
    }

    /// <summary>The rates of all dates of the month that have one, by date.</summary>
    public IReadOnlyList<FxRateRecord> Within(BusinessMonth month)
    {
        var from = Array.BinarySearch(_days, month.FirstDay);
        from = from >= 0 ? from : ~from;
        return [.. _days.Skip(from).TakeWhile(day => day <= month.LastDay).Select(day => _byDay[day].Latest)];
    }

    /// <summary>The months whose rate may differ between the two series.</summary>
    public IEnumerable<BusinessMonth> MonthsUnlike(RateSeries other) =>
        _days.Union(other._days)
            .Where(day => !ReferenceEquals(_byDay.GetValueOrDefault(day)?.Latest, other._byDay.GetValueOrDefault(day)?.Latest))
            .SelectMany(MonthsServed)
            .Distinct();

    /// <summary>The months that a rate of the day may serve: its own, and the next one at the end of a month.</summary>
    private static IEnumerable<BusinessMonth> MonthsServed(int day)
    {
        var month = BusinessMonth.OfDay(day);
        yield return month;
        if (!month.Contains(day + DaysBefore) && day + DaysBefore <= EpochDay.Of(DateOnly.MaxValue))
        {
            yield return BusinessMonth.OfDay(day + DaysBefore);
        }
    }
}
