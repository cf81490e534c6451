using FsCheck;
using FsCheck.Fluent;
using Sluice.Topology.Reference;

namespace Sluice.Topology.Tests.Reference;

public class ScheduleProperties
{
    [Fact]
    public void Slot_schedules_answer_as_the_book_does_day_by_day() => Prop.ForAll(BookGen.Records.ToArbitrary(), records =>
    {
        var book = PriceBook.Empty.With(records);
        foreach (var (id, modality) in from client in BookGen.Clients from modality in BookGen.Modalities select (client, modality))
        {
            var schedule = SlotSchedule.For(book, id, modality);
            ShouldCoverAllDays(schedule.Days);
            foreach (var day in BookGen.Days)
            {
                var winner = book.ClientRule(id, modality, day);
                var gap = book.Client(id) is not { } client ? PricingGap.UnknownClient
                    : winner is null ? PricingGap.NoClientRule
                    : winner.Currency != client.Currency ? PricingGap.OtherCurrency
                    : PricingGap.None;
                schedule.At(day).ShouldBe(new RevenueResolution(winner, gap));
                (schedule.At(day).Rule is null).ShouldBe(schedule.Reason(day) is not null);
            }
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Cogs_schedules_answer_as_the_book_does_day_by_day() => Prop.ForAll(BookGen.Records.ToArbitrary(), records =>
    {
        var book = PriceBook.Empty.With(records);
        var keys = from provider in BookGen.Providers from modality in BookGen.Modalities from priority in BookGen.Priorities select (provider, modality, priority);
        foreach (var (id, modality, priority) in keys)
        {
            var schedule = CogsSchedule.For(book, id, modality, priority);
            ShouldCoverAllDays(schedule.Days);
            foreach (var day in BookGen.Days)
            {
                var version = book.ProviderOn(id, day);
                var rule = version is null ? null : book.ProviderRule(id, modality, priority, day, version);
                var gap = !book.ProviderKnown(id) ? PricingGap.UnknownProvider
                    : version is null ? PricingGap.ProviderNotInEffect
                    : rule is null ? PricingGap.NoProviderRule
                    : PricingGap.None;
                schedule.At(day).ShouldBe(new CogsResolution(version, rule, gap));
                (rule is null).ShouldBe(schedule.Reason(day) is not null);
            }
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Days_won_are_the_days_the_slot_winner_says() => Prop.ForAll(BookGen.Records.ToArbitrary(), records =>
    {
        var book = PriceBook.Empty.With(records);
        foreach (var client in BookGen.Clients)
        {
            var expected = (from slot in new[] { "CT", "MR", "*" } from day in BookGen.Days select book.SlotWinner(client, slot, day)?.RuleId)
                .OfType<string>().CountBy(id => id).OrderBy(won => won.Key, StringComparer.Ordinal).Select(won => (won.Key, won.Value));
            SlotDays.Won(book, client, BookGen.Days[0], BookGen.Days[^1]).Select(won => (won.Rule.RuleId, won.Days)).ShouldBe(expected);
        }
    }).QuickCheckThrowOnFailure();

    private static void ShouldCoverAllDays<T>(DaySchedule<T> schedule)
        where T : IEquatable<T>
    {
        schedule.Spans[0].From.ShouldBe(int.MinValue);
        schedule.Spans[^1].To.ShouldBe(int.MaxValue);
        foreach (var (left, right) in schedule.Spans.Zip(schedule.Spans.Skip(1)))
        {
            right.From.ShouldBe(left.To + 1);
            right.Value.ShouldNotBe(left.Value);
        }
    }
}
