namespace Sluice.Connectors.Fx.Calendar;

/// <summary>Business days between dates: Monday to Friday.</summary>
public static class BusinessDays
{
    private const int DaysOfWeek = 7;
    private const int WorkingDays = 5;

    /// <summary>How many business days have begun since a date: those after it up to today. Zero for a date ahead.</summary>
    public static int Age(DateOnly date, DateOnly today)
    {
        if (date >= today)
        {
            return 0;
        }

        var days = today.DayNumber - date.DayNumber;
        var age = days / DaysOfWeek * WorkingDays;
        for (var rest = days % DaysOfWeek; rest > 0; rest--)
        {
            age += IsBusinessDay(today.AddDays(1 - rest)) ? 1 : 0;
        }

        return age;
    }

    public static bool IsBusinessDay(DateOnly date) => date.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);
}
