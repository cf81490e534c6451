using System.Globalization;
using Sluice.Topology.Time;

namespace Sluice.Topology.Tests.Time;

public class BusinessCalendarTests
{
    [Theory]
    [InlineData("Asia/Kolkata", "2026-01-31T18:29:59.9999999Z", "2026-01-31")]
    [InlineData("Asia/Kolkata", "2026-01-31T18:30:00Z", "2026-02-01")]
    [InlineData("UTC", "2026-01-31T23:59:59Z", "2026-01-31")]
    [InlineData("Asia/Kolkata", "1969-12-31T18:29:59Z", "1969-12-31")]
    [InlineData("Pacific/Kiritimati", "2026-01-31T10:00:00Z", "2026-02-01")]
    [InlineData("Europe/Berlin", "2026-03-28T22:59:59Z", "2026-03-28")]
    [InlineData("Europe/Berlin", "2026-03-28T23:00:00Z", "2026-03-29")]
    [InlineData("Europe/Berlin", "2026-03-29T22:00:00Z", "2026-03-30")]
    [InlineData("Pacific/Apia", "2011-12-30T10:00:00Z", "2011-12-31")]
    [InlineData("Asia/Kolkata", "0001-01-02T00:00:00Z", "0001-01-02")]
    [InlineData("Asia/Kolkata", "9999-12-30T23:59:59Z", "9999-12-31")]
    public void An_instant_belongs_to_the_date_on_the_wall(string zone, string instant, string date)
    {
        var calendar = new BusinessCalendar(zone);
        long ticks = DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture).UtcTicks;
        calendar.DateOf(ticks).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture).ShouldBe(date);
        calendar.MonthOf(ticks).ToString().ShouldBe(date[..7]);
    }

    [Fact]
    public void The_remembered_offset_never_leaks_across_a_clock_change()
    {
        var calendar = new BusinessCalendar("America/New_York");
        TimeZoneInfo peer = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");
        var random = new Random(7);
        for (int i = 0; i < 5_000; i++)
        {
            long ticks = new DateTime(1990, 1, 1).Ticks + random.NextInt64(40 * 366 * TimeSpan.TicksPerDay);
            DateTime wall = TimeZoneInfo.ConvertTimeFromUtc(new DateTime(ticks, DateTimeKind.Utc), peer);
            calendar.DateOf(ticks).ShouldBe(DateOnly.FromDateTime(wall));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("Asia/Atlantis")]
    public void An_unknown_zone_is_named(string zone) =>
        Should.Throw<ArgumentException>(() => new BusinessCalendar(zone)).Message.ShouldContain($"\"{zone}\"");
}
