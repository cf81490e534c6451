using Sluice.Topology.Records;
using Sluice.Topology.Reference;
using static Sluice.Topology.Tests.Reference.Book;

namespace Sluice.Topology.Tests.Reference;

public class VersionTests
{
    [Fact]
    public void The_latest_recorded_at_counts_as_an_instant_not_as_text()
    {
        var early = Client("C1", hour: 1) with { RecordedAt = new(2026, 1, 1, 9, 0, 0, TimeSpan.FromHours(5.5)) };
        var late = Client("C1", currency: "USD") with { RecordedAt = new(2026, 1, 1, 4, 0, 0, TimeSpan.Zero) };
        PriceBook.Empty.With([late, early]).Client("C1").ShouldBeSameAs(late);
    }

    [Fact]
    public void At_equal_recorded_at_the_greater_text_counts_and_the_tie_is_told()
    {
        var lesser = Client("C1", canonical: "a");
        var greater = Client("C1", canonical: "b");
        var book = PriceBook.Empty.With([greater, lesser, Client("C2"), Client("C2", hour: 1)]);
        book.Client("C1").ShouldBeSameAs(greater);
        book.Ties().ShouldBe([lesser, greater]);
    }

    [Fact]
    public void A_provider_is_what_its_latest_effective_version_says()
    {
        var book = PriceBook.Empty.With([Provider("P1", from: 10, grade: "B"), Provider("P1", from: 0), Provider("P1", from: 10, grade: "C", hour: 1)]);
        book.ProviderOn("P1", Day0 - 1).ShouldBeNull();
        book.ProviderOn("P1", Day0 + 9)!.Grade.ShouldBe("A");
        book.ProviderOn("P1", Day0 + 10)!.Grade.ShouldBe("C");
        book.ProviderKnown("P1").ShouldBeTrue();
        book.ProviderKnown("P2").ShouldBeFalse();
    }

    [Fact]
    public void A_later_version_of_a_rule_replaces_it_wholly()
    {
        var book = PriceBook.Empty.With([ClientRule("R", "C1", "CT"), ClientRule("R", "C2", "MR", hour: 1)]);
        book.SlotWinner("C1", "CT", Day0).ShouldBeNull();
        book.SlotWinner("C2", "CT", Day0).ShouldBeNull();
        book.SlotWinner("C2", "MR", Day0).ShouldNotBeNull();
    }

    [Fact]
    public void A_later_version_of_a_provider_rule_moves_it_to_another_provider()
    {
        var book = PriceBook.Empty
            .With([ProviderRule("R", Match(provider: "P1"))])
            .With([ProviderRule("R", Match(provider: "P2"), hour: 1)]);
        book.ProviderRule("P1", "CT", Priority.Routine, Day0, Provider("P1")).ShouldBeNull();
        book.ProviderRule("P2", "CT", Priority.Routine, Day0, Provider("P2")).ShouldNotBeNull();
    }

    [Fact]
    public void All_versions_are_kept()
    {
        var versions = new ReferenceRecord[]
        {
            Client("C1"), Client("C1", hour: 1), Provider("P1"), Provider("P1", hour: 2),
            ProviderRule("A", Match()), ProviderRule("A", Match(), hour: 3), ClientRule("B", "C1", "*"), ClientRule("B", "C1", "*", hour: 4),
        };
        PriceBook.Empty.With(versions.Reverse()).With(versions).AllVersions().ShouldBe(versions);
    }

    [Fact]
    public void As_of_limits_the_rules_alone()
    {
        var book = PriceBook.Empty.With(
        [
            Client("C1", hour: 5), Provider("P1", hour: 5),
            ClientRule("R", "C1", "CT", hour: 1, price: 1m), ClientRule("R", "C1", "CT", hour: 3, price: 2m),
            ProviderRule("Q", Match(), hour: 1, fee: 1m), ProviderRule("Q", Match(), hour: 3, fee: 2m),
        ]);
        var then = book.AsOf(Hour(2));
        then.Client("C1").ShouldNotBeNull();
        then.ClientRule("C1", "CT", Day0)!.Tiers[0].UnitPrice.ShouldBe(1m);
        then.ProviderRule("P1", "CT", Priority.Stat, Day0, then.ProviderOn("P1", Day0)!)!.Fee.ShouldBe(1m);
        book.AsOf(Hour(3)).ClientRule("C1", "CT", Day0)!.Tiers[0].UnitPrice.ShouldBe(2m);
        book.AsOf(Hour(0)).ClientRule("C1", "CT", Day0).ShouldBeNull();
    }

    [Fact]
    public void A_kind_the_book_does_not_hold_is_refused() =>
        Should.Throw<ArgumentException>(() => PriceBook.Empty.With([new Stranger()])).Message.ShouldContain("Stranger");

    private sealed record Stranger() : ReferenceRecord(DateTimeOffset.UnixEpoch, "{}")
    {
        public override string Identity => "x";
    }
}
