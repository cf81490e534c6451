using FsCheck;
using FsCheck.Fluent;
using Sluice.Engine.State;

namespace Sluice.Engine.Tests.State;

public class FingerprintsTests
{
    [Fact]
    public void Equal_sets_have_equal_sums_whatever_came_and_went_between()
    {
        var hash = from high in ArbMap.Default.GeneratorFor<ulong>() from low in ArbMap.Default.GeneratorFor<ulong>() select new UInt128(high, low);
        var sets = from kept in Gen.ListOf(hash)
                   from gone in Gen.ListOf(hash)
                   from order in Gen.Shuffle(kept.ToArray())
                   select (kept, gone, order);
        Prop.ForAll(sets.ToArbitrary(), set =>
        {
            var plain = new Fingerprints();
            var other = new Fingerprints();
            foreach (var fact in set.kept)
            {
                plain.Add(5, fact);
            }

            foreach (var fact in set.gone)
            {
                other.Add(5, fact);
            }

            foreach (var fact in set.order)
            {
                other.Add(5, fact);
            }

            foreach (var fact in set.gone)
            {
                other.Remove(5, fact);
            }

            other[5].ShouldBe(plain[5]);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Sums_wrap_at_2_to_the_128()
    {
        var sums = new Fingerprints();
        sums.Add(1, UInt128.MaxValue);
        sums.Add(1, 3);
        sums[1].ShouldBe((UInt128)2);

        sums.Remove(1, 5);
        sums[1].ShouldBe(UInt128.MaxValue - 2);
    }

    [Fact]
    public void Windows_are_apart_and_changed_ones_are_told_once_in_order()
    {
        var sums = new Fingerprints();
        sums.Add(9, 1);
        sums.Add(2, 7);
        sums.Add(9, 1);

        sums[3].ShouldBe(UInt128.Zero);
        sums.TakeChanged().ShouldBe([(2, (UInt128)7), (9, (UInt128)2)]);
        sums.TakeChanged().ShouldBeEmpty();

        sums.Remove(2, 7);
        sums.TakeChanged().ShouldBe([(2, UInt128.Zero)]);
    }
}
