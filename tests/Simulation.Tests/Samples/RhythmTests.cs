namespace Sluice.Simulation.Tests.Samples;

public sealed class RhythmTests
{
    private static readonly List<SampleReport> Reports = [.. ReadMonth.Usual.Reports().Where(report => report.Date.Month == 2)];

    [Fact]
    public void Nights_and_weekends_are_quiet()
    {
        Hours(0, 6).ShouldBeLessThan(Hours(9, 15) / 8);
        PerDay(DayOfWeek.Sunday).ShouldBeLessThan(PerDay(DayOfWeek.Wednesday) / 2);
        PerDay(DayOfWeek.Saturday).ShouldBeLessThan(PerDay(DayOfWeek.Wednesday) * 0.9);

        static int Hours(int from, int to) => Reports.Count(report => report.Hour >= from && report.Hour < to);

        static double PerDay(DayOfWeek day) => Reports.Count(report => report.Date.DayOfWeek == day) / 4.0;
    }

    [Fact]
    public void Stat_reports_are_frequent_at_night()
    {
        Share(report => report.Hour is < 7 or > 20).ShouldBeInRange(0.25, 0.35);
        Share(report => report.Hour is >= 7 and <= 20).ShouldBeLessThan(0.07);

        static double Share(Func<SampleReport, bool> when) =>
            Reports.Where(when).Average(report => report.Priority == "STAT" ? 1.0 : 0);
    }

    [Fact]
    public void Few_clients_send_most()
    {
        var volumes = Reports.CountBy(report => report.Client).Select(pair => pair.Value).OrderDescending().ToList();

        volumes.Take(5).Sum().ShouldBeGreaterThan(Reports.Count * 3 / 10);
        volumes[0].ShouldBeGreaterThan(8 * volumes[30]);
    }
}
