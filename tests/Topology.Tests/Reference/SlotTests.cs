using Sluice.Topology.Records;
using Sluice.Topology.Reference;
using static Sluice.Topology.Tests.Reference.Book;

namespace Sluice.Topology.Tests.Reference;

public class SlotTests
{
    [Fact]
    public void The_latest_recorded_rule_in_effect_wins_its_slot_then_the_highest_id()
    {
        var book = PriceBook.Empty.With(
        [
            ClientRule("A", "C1", "CT", hour: 2, to: 5), ClientRule("B", "C1", "CT", hour: 1), ClientRule("C", "C1", "CT", hour: 1, to: 10),
        ]);
        book.SlotWinner("C1", "CT", Day0 + 5)!.RuleId.ShouldBe("A");
        book.SlotWinner("C1", "CT", Day0 + 6)!.RuleId.ShouldBe("C");
        book.SlotWinner("C1", "CT", Day0 + 11)!.RuleId.ShouldBe("B");
    }

    [Fact]
    public void A_report_takes_its_own_slot_before_the_one_of_all_modalities()
    {
        var book = PriceBook.Empty.With([ClientRule("OWN", "C1", "CT", from: 3), ClientRule("ALL", "C1", "*", hour: 9)]);
        book.ClientRule("C1", "CT", Day0 + 2)!.RuleId.ShouldBe("ALL");
        book.ClientRule("C1", "CT", Day0 + 3)!.RuleId.ShouldBe("OWN");
        book.ClientRule("C1", "MR", Day0 + 3)!.RuleId.ShouldBe("ALL");
        book.ClientRule("C2", "CT", Day0 + 3).ShouldBeNull();
    }

    [Fact]
    public void A_rule_in_another_currency_still_wins_and_leaves_the_report_pending()
    {
        var book = PriceBook.Empty.With([Client("C1"), ClientRule("INR", "C1", "CT"), ClientRule("USD", "C1", "CT", hour: 1, currency: "USD", from: 2)]);
        var schedule = SlotSchedule.For(book, "C1", "CT");
        schedule.At(Day0 + 1).Rule!.RuleId.ShouldBe("INR");
        schedule.At(Day0 + 2).Rule.ShouldBeNull();
        schedule.Reason(Day0 + 2).ShouldBe("rule USD is in USD, but client C1 is billed in INR");
        schedule.Reason(Day0 + 1).ShouldBeNull();
    }

    [Fact]
    public void What_is_missing_is_told_in_words()
    {
        var book = PriceBook.Empty.With([Client("C1"), ClientRule("R", "C1", "CT"), Provider("P1", from: 5), ProviderRule("Q", Match(modality: "MR"))]);
        SlotSchedule.For(book, "C9", "CT").Reason(Day0).ShouldBe("client C9 is unknown");
        SlotSchedule.For(book, "C1", "MR").Reason(Day0).ShouldBe("no client rule in effect on 2026-01-01 for client C1, modality MR");
        CogsSchedule.For(book, "P9", "CT", Priority.Stat).Reason(Day0).ShouldBe("provider P9 is unknown");
        CogsSchedule.For(book, "P1", "CT", Priority.Stat).Reason(Day0)
            .ShouldBe("provider P1 is not in effect on 2026-01-01: its first version is of a later date");
        CogsSchedule.For(book, "P1", "CT", Priority.Stat).Reason(Day0 + 5).ShouldBe(
            "no provider rule in effect on 2026-01-06 for provider P1 (grade A, seniority SENIOR), modality CT, priority STAT");
        CogsSchedule.For(book, "P1", "MR", Priority.Stat).Reason(Day0 + 5).ShouldBeNull();
    }

    [Fact]
    public void Days_are_counted_for_every_rule_that_won_one()
    {
        var book = PriceBook.Empty.With(
        [
            ClientRule("NEW", "C1", "CT", hour: 1, from: 20), ClientRule("OLD", "C1", "CT"), ClientRule("LOST", "C1", "CT", from: 25),
            ClientRule("ALL", "C1", "*", from: -40, to: 4, currency: "USD"), ClientRule("OTHER", "C2", "CT"),
        ]);
        SlotDays.Won(book, "C1", Day0, Day0 + 30).Select(won => (won.Rule.RuleId, won.Days)).ShouldBe([("ALL", 5), ("NEW", 11), ("OLD", 20)]);
    }
}
