using FsCheck;
using FsCheck.Fluent;
using Sluice.Topology.Records;
using Sluice.Topology.Reference;

namespace Sluice.Topology.Tests.Reference;

public class AliasTableTests
{
    [Fact]
    public void A_name_without_alias_stands_for_itself() => Table().Resolve(AliasKind.Site, "St. Mary's").ShouldBe("st marys");

    [Fact]
    public void Chains_are_followed_to_their_end() =>
        Table(Site("A", "B"), Site("b.", "C"), Site("C", "D")).Resolve(AliasKind.Site, "(a)").ShouldBe("d");

    [Fact]
    public void Kinds_do_not_mix()
    {
        var table = Table(Site("A", "B"), new(AliasKind.ServiceType, "B", "C", Book.Hour(0), "t"));
        table.Resolve(AliasKind.Site, "A").ShouldBe("b");
        table.Resolve(AliasKind.ServiceType, "A").ShouldBe("a");
        table.Resolve(AliasKind.ServiceType, "B").ShouldBe("c");
    }

    [Fact]
    public void All_of_a_circle_stand_for_its_least_name_and_it_is_told()
    {
        var table = Table(Site("C", "B"), Site("B", "D"), Site("D", "C"), Site("X", "D"), Site("P", "Q"));
        foreach (var name in new[] { "B", "C", "D", "X" })
            table.Resolve(AliasKind.Site, name).ShouldBe("b");
        table.Circles.Single().Names.ShouldBe(["b", "d", "c"]);
    }

    [Fact]
    public void The_version_recorded_last_counts_whatever_its_spelling()
    {
        var book = PriceBook.Empty.With([Site("Old-Name", "B", hour: 2), Site("OLD NAME", "A", hour: 1)]);
        book.Aliases.Resolve(AliasKind.Site, "old name").ShouldBe("b");
        book.With([Site("old name", "Old Name", hour: 3)]).Aliases.Resolve(AliasKind.Site, "old name").ShouldBe("old name");
        book.AllVersions().Count().ShouldBe(2);
    }

    [Fact]
    public void At_equal_recorded_at_the_greater_text_counts_and_the_tie_is_told()
    {
        var book = PriceBook.Empty.With([Site("A", "X"), Site("A", "B")]);
        book.Aliases.Resolve(AliasKind.Site, "A").ShouldBe("x");
        book.Ties().Count().ShouldBe(2);
    }

    [Fact]
    public void Names_that_come_to_stand_for_something_else_are_told()
    {
        var before = Table(Site("A", "B"), Site("P", "Q"));
        var after = Table(Site("A", "B"), Site("P", "Q"), Site("B", "C", hour: 1));
        before.Unlike(after).ShouldBe([(AliasKind.Site, "a"), (AliasKind.Site, "b")]);
        before.Unlike(before).ShouldBeEmpty();
    }

    [Fact]
    public void No_price_depends_on_an_alias()
    {
        PriceBook.Empty.With([Site("A", "B")], out var delta);
        delta.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void A_table_is_a_function_of_the_set_of_its_records_and_ends_are_ends()
    {
        var alias =
            from kind in Gen.Elements(AliasKind.Site, AliasKind.ServiceType)
            from origin in Gen.Choose(0, 7)
            from end in Gen.Choose(0, 7)
            from hour in Gen.Choose(0, 3)
            select new AliasRecord(kind, $"N{origin}", $"n-{end}", Book.Hour(hour), $"{kind} {origin} {end}");
        var arrivals = from all in Gen.ListOf(alias) from order in Gen.Shuffle(all.Concat(all).ToArray()) from size in Gen.Choose(1, 5) select (all, order, size);
        Prop.ForAll(arrivals.ToArbitrary(), arrival =>
        {
            var atOnce = PriceBook.Empty.With(arrival.all).Aliases;
            var batches = arrival.order.Chunk(arrival.size).Aggregate(PriceBook.Empty, (book, chunk) => book.With(chunk)).Aliases;
            atOnce.Unlike(batches).ShouldBeEmpty();
            atOnce.Circles.Select(Told).ShouldBe(batches.Circles.Select(Told));
            foreach (var kind in new[] { AliasKind.Site, AliasKind.ServiceType })
            {
                foreach (var name in Enumerable.Range(0, 8).Select(i => atOnce.Resolve(kind, $"N{i}")))
                    atOnce.ResolvePlain(kind, name).ShouldBe(name);
            }
        }).QuickCheckThrowOnFailure();
    }

    private static string Told(AliasCircle circle) => $"{circle.Kind} {string.Join(" ", circle.Names)}";

    private static AliasTable Table(params AliasRecord[] aliases) => PriceBook.Empty.With(aliases).Aliases;

    private static AliasRecord Site(string from, string to, int hour = 0) => new(AliasKind.Site, from, to, Book.Hour(hour), $"{from} {to}");
}
