using Sluice.Topology.Books;
using Sluice.Topology.Time;

namespace Sluice.Topology.Billing.Margin;

/// <summary>
/// The closed months of one client, laid out for a question with every report: most clients' records are of months
/// beyond all closed ones. Immutable.
/// </summary>
public sealed class ClosedMonths
{
    private readonly Month[] _months;
    private readonly int[] _indexes;
    private readonly int _firstDay;
    private readonly int _lastDay;

    private ClosedMonths(Month[] months)
    {
        _months = months;
        _indexes = [.. months.Select(month => month.Index)];
        (_firstDay, _lastDay) = months.Length == 0
            ? (int.MaxValue, int.MinValue)
            : (BusinessMonth.FromIndex(months[0].Index).FirstDay, BusinessMonth.FromIndex(months[^1].Index).LastDay);
    }

    /// <summary>No month is closed.</summary>
    public static ClosedMonths None { get; } = new([]);

    public bool IsEmpty => _months.Length == 0;

    public static ClosedMonths Of(Closings closings, string clientId) => closings.HasClosed(clientId)
        ? new([.. closings.Of(clientId).GroupBy(booking => booking.Month.Index).Select(month => new Month(month.Key, [.. month]))])
        : None;

    /// <summary>Whether a day, counted from 1970-01-01, lies between the first and the last closed month: none beyond is closed.</summary>
    public bool Span(int day) => day >= _firstDay && day <= _lastDay;

    /// <summary>The closed months (<see cref="BusinessMonth.Index"/>), ascending.</summary>
    public ReadOnlySpan<int> Months => _indexes;

    public bool IsClosed(int month) => Find(month) is not null;

    /// <summary>The booking before decision <paramref name="before"/> that chose which records are booked, or null.</summary>
    public Booking? Base(int month, long before = long.MaxValue)
    {
        var all = Find(month)?.Bookings ?? [];
        for (var i = all.Length - 1; i >= 0; i--)
        {
            if (all[i].MovesCut && all[i].Number < before)
            {
                return all[i];
            }
        }

        return null;
    }

    /// <summary>The first booking of a closed month: its close.</summary>
    public Booking First(int month) => Find(month)!.Bookings[0];

    private Month? Find(int month)
    {
        for (var i = _months.Length - 1; i >= 0; i--)
        {
            if (_months[i].Index == month)
            {
                return _months[i];
            }
        }

        return null;
    }

    private sealed record Month(int Index, Booking[] Bookings);
}
