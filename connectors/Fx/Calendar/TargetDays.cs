namespace Sluice.Connectors.Fx.Calendar;

/// <summary>
/// The days on which the ECB publishes rates: business days but the holidays of its payment system TARGET, which are
/// New Year's Day, Good Friday, Easter Monday, 1 May, 25 and 26 December.
/// </summary>
public static class TargetDays
{
    public static bool IsPublished(DateOnly date) => BusinessDays.IsBusinessDay(date) && !IsHoliday(date);

    /// <summary>The days of publication from one date to another, both included, ascending.</summary>
    public static IEnumerable<DateOnly> Between(DateOnly from, DateOnly to)
    {
        for (var day = from.DayNumber; day <= to.DayNumber; day++)
        {
            var date = DateOnly.FromDayNumber(day);
            if (IsPublished(date))
            {
                yield return date;
            }
        }
    }

    private static bool IsHoliday(DateOnly date) => (date.Month, date.Day) switch
    {
        (1, 1) or (5, 1) or (12, 25) or (12, 26) => true,
        (3 or 4, _) => (date.DayNumber - EasterSunday(date.Year).DayNumber) is -2 or 1,
        _ => false,
    };

    /// <summary>Easter Sunday of the Gregorian calendar, by the golden number, the century's corrections and the epact.</summary>
    private static DateOnly EasterSunday(int year)
    {
        var (golden, century, yearOfCentury) = (year % 19, year / 100, year % 100);
        var lunarShift = (century - ((century + 8) / 25) + 1) / 3;
        var moon = ((19 * golden) + century - (century / 4) - lunarShift + 15) % 30;
        var toSunday = (32 + (2 * (century % 4)) + (2 * (yearOfCentury / 4)) - moon - (yearOfCentury % 4)) % 7;
        var late = (golden + (11 * moon) + (22 * toSunday)) / 451;
        var place = moon + toSunday - (7 * late) + 114;
        return new DateOnly(year, place / 31, (place % 31) + 1);
    }
}
