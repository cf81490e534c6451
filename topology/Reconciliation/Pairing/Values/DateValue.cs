using System.Globalization;

namespace Sluice.Topology.Reconciliation.Pairing.Values;

/// <summary>A day as its eight digits. One that is not in the calendar, such as 19371233, is a day somebody mistyped: it is kept.</summary>
internal sealed class DateValue(int year, int month, int day)
    : FieldValue(((year * 10_000) + (month * 100) + day).ToString("D8", CultureInfo.InvariantCulture))
{
    public DateValue(DateOnly date)
        : this(date.Year, date.Month, date.Day)
    {
    }

    public override FieldKind Kind => FieldKind.Date;

    public override bool IsMistyped => DayNumber is null;

    /// <summary>Days since 0001-01-01; null where the calendar has no such day.</summary>
    public int? DayNumber { get; } = IsInCalendar(year, month, day) ? new DateOnly(year, month, day).DayNumber : null;

    public static bool IsInCalendar(int year, int month, int day) =>
        year is >= 1 and <= 9999 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month);
}
