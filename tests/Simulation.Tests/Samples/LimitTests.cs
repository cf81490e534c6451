using Sluice.Samples;

namespace Sluice.Simulation.Tests.Samples;

public sealed class LimitTests
{
    private static readonly ReadMonth Month = ReadMonth.Usual;
    private static readonly Standing Standing = new(Month);

    [Fact]
    public void Reports_beyond_a_limit_are_those_the_truth_calls_held() =>
        Standing.Held().ShouldBe(Month.Kind("held").Select(line => line.RecordId), ignoreOrder: true);

    [Fact]
    public void Limits_are_breached_by_images_by_the_number_of_a_day_and_where_none_may_come()
    {
        var details = Month.Kind("held").Select(line => line.Detail).ToList();

        details.Count(detail => detail.Contains("max_images_per_report", StringComparison.Ordinal)).ShouldBeInRange(10, 15);
        details.ShouldContain(detail => detail.Contains("max_reports_per_day 0 ", StringComparison.Ordinal));
        details.Count(detail => detail.Contains("max_reports_per_day", StringComparison.Ordinal)
            && !detail.Contains("max_reports_per_day 0 ", StringComparison.Ordinal)).ShouldBeGreaterThan(2);
    }

    [Theory]
    [InlineData(1, 20_000)]
    [InlineData(2, 20_000)]
    [InlineData(3, 3_000)]
    [InlineData(4, 200)]
    [InlineData(5, 1)]
    public void Good_reports_are_as_many_as_asked_for(long seed, long reports)
    {
        var month = new ReadMonth(new SampleOptions("2026-01", reports, seed));
        var standing = new Standing(month);
        var held = standing.Held();
        var pending = month.Truth.Where(line => line.Books == "pending").Select(line => line.RecordId).ToHashSet();

        held.ShouldBe(month.Kind("held").Select(line => line.RecordId), ignoreOrder: true);
        held.Overlaps(pending).ShouldBeFalse();
        standing.Reports.Select(report => report.Id).Except(held).Except(pending).Count().ShouldBe((int)reports);
    }
}
