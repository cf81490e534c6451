using NodaTime;
using NodaTime.TimeZones;

namespace Sluice.Topology.Time;

/// <summary>
/// Tells the business date of an instant in one time zone. Owned by one thread: it remembers the span around the last
/// instant in which the zone's offset did not change.
/// </summary>
public sealed class BusinessCalendar
{
    private static readonly int EpochDayNumber = new DateOnly(1970, 1, 1).DayNumber;

    private readonly DateTimeZone _zone;
    private long _from = 1;
    private long _until;
    private long _offsetTicks;
    private BusinessMonth _month;
    private int _monthFrom = 1;
    private int _monthTo;

    /// <param name="zoneId">An id of the IANA time zone database, such as <c>Asia/Kolkata</c>.</param>
    /// <exception cref="ArgumentException">There is no such zone.</exception>
    public BusinessCalendar(string zoneId)
    {
        _zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(zoneId)
            ?? throw new ArgumentException(
                $"\"{zoneId}\" is not a time zone of the IANA database (such as Asia/Kolkata).", nameof(zoneId));
    }

    /// <summary>The zone's IANA id.</summary>
    public string ZoneId => _zone.Id;

    /// <summary>The business date, in days since 1970-01-01.</summary>
    /// <param name="utcTicks">100 ns units since 0001-01-01T00:00:00Z.</param>
    public int DayOf(long utcTicks)
    {
        if (utcTicks < _from || utcTicks >= _until)
            Remember(utcTicks);

        // Accepted instants keep a day's distance from both ends of the calendar, so the sum is never negative.
        return (int)((utcTicks + _offsetTicks) / TimeSpan.TicksPerDay) - EpochDayNumber;
    }

    /// <summary>The business date.</summary>
    /// <inheritdoc cref="DayOf(long)"/>
    public DateOnly DateOf(long utcTicks) => DateOnly.FromDayNumber(DayOf(utcTicks) + EpochDayNumber);

    /// <summary>The business month.</summary>
    /// <inheritdoc cref="DayOf(long)"/>
    public BusinessMonth MonthOf(long utcTicks)
    {
        int day = DayOf(utcTicks);
        if (day < _monthFrom || day > _monthTo)
        {
            _month = BusinessMonth.OfDay(day);
            (_monthFrom, _monthTo) = (_month.FirstDay, _month.LastDay);
        }

        return _month;
    }

    private void Remember(long utcTicks)
    {
        Instant instant = Instant.FromUnixTimeTicks(utcTicks - DateTime.UnixEpoch.Ticks);
        ZoneInterval interval = _zone.GetZoneInterval(instant);
        _from = interval.HasStart ? interval.Start.ToUnixTimeTicks() + DateTime.UnixEpoch.Ticks : long.MinValue;
        _until = interval.HasEnd ? interval.End.ToUnixTimeTicks() + DateTime.UnixEpoch.Ticks : long.MaxValue;
        _offsetTicks = interval.WallOffset.Ticks;
    }
}
