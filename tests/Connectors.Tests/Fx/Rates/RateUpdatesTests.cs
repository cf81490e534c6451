using Sluice.Connectors.Fx.Rates;

namespace Sluice.Connectors.Tests.Fx.Rates;

public sealed class RateUpdatesTests
{
    private static readonly DateOnly Day = EcbSamples.Date("2026-04-13");
    private static readonly DateTimeOffset Published = PublicationTime.Of(Day);
    private static readonly DateTimeOffset Now = Published.AddHours(5);

    [Fact]
    public void What_the_log_has_is_not_sent_again()
    {
        var updates = RateUpdates.Of([Rate(90), Rate(90) with { Base = "EUR" }], Known((90, Published)), Now, isLatest: true);

        updates.ToSend.Single().Base.ShouldBe("EUR");
        updates.ToSend.Single().RecordedAt.ShouldBe(Published);
        updates.Unchanged.ShouldBe(1);
        updates.Corrections.ShouldBeEmpty();
    }

    [Fact]
    public void A_changed_rate_is_a_correction_known_since_it_was_noticed()
    {
        var updates = RateUpdates.Of([Rate(91)], Known((90, Published)), Now, isLatest: true);

        updates.ToSend.Single().ShouldBe(Rate(91) with { RecordedAt = Now });
        updates.Corrections.Single().Before.ShouldBe(90);
    }

    [Fact]
    public void A_correction_outranks_what_it_corrects_though_the_clock_is_behind()
    {
        var updates = RateUpdates.Of([Rate(91)], Known((90, Published)), Published.AddDays(-1), isLatest: true);

        updates.ToSend.Single().RecordedAt.ShouldBe(Published.AddSeconds(1));
    }

    [Fact]
    public void Back_to_an_earlier_value_is_a_correction_from_the_feed_and_nothing_from_an_older_file()
    {
        var known = Known((90, Published), (91, Now));

        RateUpdates.Of([Rate(90)], known, Now.AddHours(1), isLatest: true).Corrections.Count.ShouldBe(1);
        RateUpdates.Of([Rate(90)], known, Now.AddHours(1), isLatest: false).Unchanged.ShouldBe(1);
        RateUpdates.Of([Rate(92)], known, Now.AddHours(1), isLatest: false).Unchanged.ShouldBe(1);
    }

    [Fact]
    public void Of_two_files_the_one_with_the_newer_date_counts_in_whatever_order_they_come()
    {
        var (older, newer) = (Rate(80) with { RecordedAt = Published.AddDays(2) }, Rate(90) with { RecordedAt = Published.AddDays(9) });

        RateUpdates.Of([older], Known((90, newer.RecordedAt)), Now.AddYears(1), isLatest: false).ToSend.ShouldBeEmpty();
        RateUpdates.Of([newer], Known((80, older.RecordedAt)), Now.AddYears(1), isLatest: false).ToSend.ShouldBe([newer]);
        RateUpdates.Of([older with { Rate = 81 }], Known((80, older.RecordedAt)), Now.AddYears(1), isLatest: false)
            .ToSend.Single().RecordedAt.ShouldBe(older.RecordedAt.AddSeconds(1));
    }

    [Fact]
    public void A_rate_of_a_day_to_come_makes_nothing_fresh_and_the_banks_date_counts_before_others()
    {
        var known = Known((90, Published));
        known.Add(new KnownRate("USD", DateOnly.MaxValue, 95, "TREASURY", Now));
        known.Add(new KnownRate("AED", Day.AddDays(3), 24, "TREASURY", Now.AddDays(4)));

        known.NewestDate.ShouldBe(Day);
        known.Newest.Select(r => $"{r.Base} {r.Date:yyyy-MM-dd}").ShouldBe(["AED 2026-04-16", "USD 2026-04-13"]);
    }

    [Fact]
    public void What_others_said_of_a_day_neither_hides_nor_corrects_the_banks_rate()
    {
        var known = new KnownRates();
        known.Add(new KnownRate("USD", Day, 95, "TREASURY", Now));

        var updates = RateUpdates.Of([Rate(90)], known, Now, isLatest: true);

        updates.ToSend.Single().RecordedAt.ShouldBe(Published);
        updates.Corrections.ShouldBeEmpty();
        known.NewestDate.ShouldBe(Day);
        known.OldestPublished.ShouldBeNull();
    }

    private static FxRate Rate(decimal rate) => new("USD", "INR", Day, rate, Published);

    private static KnownRates Known(params (decimal Rate, DateTimeOffset At)[] versions)
    {
        var known = new KnownRates();
        foreach (var (rate, at) in versions)
        {
            known.Add(new KnownRate("USD", Day, rate, FxRate.Source, at));
        }

        return known;
    }
}
