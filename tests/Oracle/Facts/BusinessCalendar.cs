using System.Globalization;
using NodaTime;

namespace Sluice.Oracle.Facts;

/// <summary>Dates of instants in the business time zone, and the months they fall in.</summary>
internal sealed class BusinessCalendar(string zone)
{
    private readonly DateTimeZone _zone = DateTimeZoneProviders.Tzdb[zone];

    /// <summary>The date in the business zone of an instant in UTC ticks.</summary>
    public DateOnly DateOf(long ticks)
    {
        var instant = Instant.FromDateTimeUtc(new DateTime(ticks, DateTimeKind.Utc));
        return instant.InZone(_zone).Date.ToDateOnly();
    }

    public static string MonthOf(DateOnly date) => date.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    /// <summary>All dates of the month of a date.</summary>
    public static IEnumerable<DateOnly> DaysOfMonth(DateOnly date)
    {
        var first = new DateOnly(date.Year, date.Month, 1);
        return Enumerable.Range(0, DateTime.DaysInMonth(date.Year, date.Month)).Select(first.AddDays);
    }
}
