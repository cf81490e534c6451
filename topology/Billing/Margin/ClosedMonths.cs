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
    private readonly int[] _all;
    private readonly int _firstDay;
    private readonly int _lastDay;

    private ClosedMonths(Month[] months)
    {
        _months = months;
        _all = [.. months.Select(month => month.Index)];
        _indexes = [.. months.Where(month => !month.IsReleased).Select(month => month.Index)];
        (_firstDay, _lastDay) = _indexes.Length == 0
            ? (int.MaxValue, int.MinValue)
            : (BusinessMonth.FromIndex(_indexes[0]).FirstDay, BusinessMonth.FromIndex(_indexes[^1]).LastDay);
    }

    /// <summary>No month is closed.</summary>
    public static ClosedMonths None { get; } = new([]);

    public bool IsEmpty => _indexes.Length == 0;

    public static ClosedMonths Of(Closings closings, string clientId) => closings.HasClosed(clientId)
        ? new([.. closings.Of(clientId).GroupBy(booking => booking.Month.Index).Select(month => new Month(month.Key, [.. month], closings.IsReleased(clientId, month.Key)))])
        : None;

    /// <summary>Whether a day, counted from 1970-01-01, lies between the first and the last closed month: none beyond is closed.</summary>
    public bool Span(int day) => day >= _firstDay && day <= _lastDay;

    /// <summary>The closed months (<see cref="BusinessMonth.Index"/>), ascending.</summary>
    public ReadOnlySpan<int> Months => _indexes;

    /// <summary>Those and the ones that are being worked out anew, which hold nothing now.</summary>
    public ReadOnlySpan<int> MonthsBefore => _all;

    public bool IsClosed(int month) => Find(month) is { IsReleased: false };

    /// <summary>The booking that chose which records are booked, or null.</summary>
    public Booking? Base(int month) => IsClosed(month) ? BaseBefore(month, long.MaxValue) : null;

    /// <summary>The one before a decision, of a month that is being worked out anew too.</summary>
    public Booking? BaseBefore(int month, long before)
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

    private sealed record Month(int Index, Booking[] Bookings, bool IsReleased);
}
