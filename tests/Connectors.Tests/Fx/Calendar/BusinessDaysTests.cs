using Sluice.Connectors.Fx.Calendar;

namespace Sluice.Connectors.Tests.Fx.Calendar;

public sealed class BusinessDaysTests
{
    [Theory]
    [InlineData("2026-04-10", "2026-04-10", 0)]
    [InlineData("2026-04-10", "2026-04-11", 0)]
    [InlineData("2026-04-10", "2026-04-12", 0)]
    [InlineData("2026-04-10", "2026-04-13", 1)]
    [InlineData("2026-04-10", "2026-04-17", 5)]
    [InlineData("2026-04-11", "2026-04-13", 1)]
    [InlineData("2026-04-10", "2026-05-09", 20)]
    [InlineData("2026-04-13", "2026-04-10", 0)]
    public void Weekends_make_nothing_older(string date, string today, int age) =>
        BusinessDays.Age(EcbSamples.Date(date), EcbSamples.Date(today)).ShouldBe(age);

    [Fact]
    public void An_age_is_the_count_of_the_days_between()
    {
        var start = EcbSamples.Date("2026-04-06");
        for (var i = 0; i < 400; i++)
        {
            var days = Enumerable.Range(1, i).Select(start.AddDays).Count(BusinessDays.IsBusinessDay);
            BusinessDays.Age(start, start.AddDays(i)).ShouldBe(days, $"{i} days");
        }
    }

    [Theory]
    [InlineData("2026-01-01")]
    [InlineData("2026-04-03")]
    [InlineData("2026-04-06")]
    [InlineData("2026-05-01")]
    [InlineData("2025-12-25")]
    [InlineData("2025-12-26")]
    [InlineData("2024-03-29")]
    [InlineData("2019-04-22")]
    [InlineData("2026-04-04")]
    public void On_holidays_and_weekends_nothing_is_published(string date) => TargetDays.IsPublished(EcbSamples.Date(date)).ShouldBeFalse();

    [Theory]
    [InlineData("2026-01-02")]
    [InlineData("2026-04-02")]
    [InlineData("2026-04-07")]
    [InlineData("2026-08-15", "2026-08-17")]
    public void On_other_days_rates_are_published(string from, string? to = null) =>
        TargetDays.Between(EcbSamples.Date(from), EcbSamples.Date(to ?? from)).Count().ShouldBe(1);
}
