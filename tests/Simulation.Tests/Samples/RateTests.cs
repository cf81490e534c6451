using Sluice.Samples;
using Sluice.Topology.Records;

namespace Sluice.Simulation.Tests.Samples;

public sealed class RateTests
{
    private static readonly string[] Foreign = ["AED", "EUR", "GBP", "JPY", "KWD", "USD"];
    private static readonly ReadMonth Month = ReadMonth.Usual;

    [Theory]
    [InlineData("2026-02")]
    [InlineData("2026-01")]
    [InlineData("2024-02")]
    [InlineData("2025-06")]
    public void Rates_cover_every_business_day_from_before_the_month_to_its_end(string month)
    {
        var first = DateOnly.Parse(month + "-01", System.Globalization.CultureInfo.InvariantCulture);
        var days = Enumerable.Range(-10, 10 + DateTime.DaysInMonth(first.Year, first.Month)).Select(first.AddDays)
            .Where(day => day.DayOfWeek is not DayOfWeek.Saturday and not DayOfWeek.Sunday).ToList();

        var rates = new ReadMonth(new SampleOptions(month, 100, 3)).Rates;

        rates.Select(rate => rate.Base).Distinct().ShouldBe(Foreign, ignoreOrder: true);
        foreach (var currency in Foreign)
            rates.Where(rate => rate.Base == currency).Select(rate => rate.Date).Distinct().ShouldBe(days);
    }

    [Fact]
    public void Rates_are_positive_with_at_most_eight_decimals_and_in_the_base_currency() =>
        Month.Rates.ShouldAllBe(rate => rate.Rate > 0 && rate.Rate.Scale <= 8 && rate.Quote == "INR" && rate.Source == "sample");

    [Fact]
    public void Rates_move_by_small_steps()
    {
        foreach (var walk in Month.Rates.GroupBy(rate => rate.Base))
        {
            var published = walk.GroupBy(rate => rate.Date).Select(day => day.MaxBy(rate => rate.RecordedAt)!.Rate).ToList();
            published.Zip(published.Skip(1)).ShouldAllBe(pair => Math.Abs((pair.Second / pair.First) - 1) < 0.01m);
            published.Distinct().Count().ShouldBeGreaterThan(published.Count - 3);
        }
    }

    [Fact]
    public void Corrected_rates_are_recorded_later_for_the_same_day_and_are_those_of_the_truth()
    {
        var corrected = Month.Rates.Distinct().GroupBy(rate => (rate.Base, rate.Date)).Where(day => day.Count() > 1).ToList();

        corrected.Select(day => $"{day.Key.Base} {day.Key.Date:yyyy-MM-dd}")
            .ShouldBe(Month.Kind("corrected_rate").Select(line => line.RecordId), ignoreOrder: true);
        corrected.ShouldAllBe(day => day.Last().RecordedAt > day.First().RecordedAt && day.Last().Rate != day.First().Rate);
    }

    [Fact]
    public void The_truth_says_of_each_currency_that_no_rate_is_missing() =>
        Month.Kind("rates_complete").Select(line => line.Owner).ShouldBe(Foreign, ignoreOrder: true);

    [Fact]
    public void Dirhams_follow_the_dollar()
    {
        var clean = new ReadMonth(new SampleOptions("2026-02", 10, 9) { Faults = false });
        var rates = clean.Rates.ToLookup(rate => rate.Base, rate => rate.Rate);

        rates["USD"].Zip(rates["AED"]).ShouldAllBe(pair => Math.Abs((pair.First / pair.Second) - 3.6725m) < 0.002m);
    }
}
