using FsCheck;
using FsCheck.Fluent;
using Sluice.Topology.Reconciliation.Pairing.Assigning;

namespace Sluice.Topology.Tests.Reconciliation.Pairing;

public class AssignmentTests
{
    private const int Side = 5;

    [Fact]
    public void The_choice_is_the_lowest_of_the_best_by_trying_them_all() =>
        Prop.ForAll(Graphs(), pairs => Rows(Assignment.Best(pairs)) == Rows(Tried(pairs)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1_500));

    [Fact]
    public void The_order_of_the_pairs_does_not_matter() =>
        Prop.ForAll(Graphs(), pairs => Rows(Assignment.Best(pairs)) == Rows(Assignment.Best([.. pairs.Reverse()]))
            && Rows(Assignment.Best(pairs, exactWorkMax: 3)) == Rows(Assignment.Best([.. pairs.Reverse()], exactWorkMax: 3)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void A_group_too_large_is_parted_and_still_pairs_nobody_twice() =>
        Prop.ForAll(Graphs(), pairs =>
        {
            var parted = Assignment.Best(pairs, exactWorkMax: 3);
            return parted.Select(p => p.Left).Distinct().Count() == parted.Count && parted.Select(p => p.Right).Distinct().Count() == parted.Count
                && pairs.All(p => parted.Exists(c => c.Left == p.Left || c.Right == p.Right));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void A_pair_that_is_best_for_one_gives_way_to_the_larger_total() =>
        Assignment.Best([new(0, 0, 10), new(0, 1, 9), new(1, 0, 8)]).ShouldBe([new(0, 1, 9), new(1, 0, 8)]);

    [Fact]
    public void Thousands_of_twins_are_paired_in_order()
    {
        var pairs = from left in Enumerable.Range(0, 2_000) from near in Enumerable.Range(-4, 9) where left + near is >= 0 and < 2_000 select new WeightedPair(left, left + near, 7);
        Assignment.Best([.. pairs]).ShouldBe(Enumerable.Range(0, 2_000).Select(row => new WeightedPair(row, row, 7)));
    }

    private static string Rows(IEnumerable<WeightedPair> pairs) => string.Join(' ', pairs.OrderBy(p => p.Left).Select(p => $"{p.Left}-{p.Right}"));

    /// <summary>Few weights, so that there are many ties.</summary>
    private static Arbitrary<WeightedPair[]> Graphs() =>
        Gen.Choose(0, 4).ArrayOf(Side * Side).Select(weights => weights
            .Select((w, i) => new WeightedPair(i / Side, i % Side, w is 4 ? 7 : w)).Where(p => p.Weight > 0).ToArray()).ToArbitrary();

    private static List<WeightedPair> Tried(WeightedPair[] pairs)
    {
        var (best, total) = (new List<WeightedPair>(), -1L);
        void Try(int left, List<WeightedPair> chosen)
        {
            if (left == Side)
            {
                if (chosen.Sum(p => p.Weight) > total)
                {
                    (best, total) = ([.. chosen], chosen.Sum(p => p.Weight));
                }

                return;
            }

            // The lower rights first and staying alone last: the first of the best is the lowest.
            foreach (var pair in pairs.Where(p => p.Left == left && chosen.TrueForAll(c => c.Right != p.Right)).OrderBy(p => p.Right))
            {
                Try(left + 1, [.. chosen, pair]);
            }

            Try(left + 1, chosen);
        }

        Try(0, []);
        return best;
    }
}
