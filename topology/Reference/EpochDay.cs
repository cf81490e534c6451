namespace Sluice.Topology.Reference;

/// <summary>Business dates as whole days since 1970-01-01 (negative before it), the form the hot path keys by.</summary>
public static class EpochDay
{
    private static readonly int Origin = new DateOnly(1970, 1, 1).DayNumber;

    /// <summary>Days from 1970-01-01 to <paramref name="date"/>.</summary>
    public static int Of(DateOnly date) => date.DayNumber - Origin;

    /// <summary>The date of <paramref name="day"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The day lies outside years 1 to 9999.</exception>
    public static DateOnly ToDate(int day) => DateOnly.FromDayNumber(day + Origin);
}
