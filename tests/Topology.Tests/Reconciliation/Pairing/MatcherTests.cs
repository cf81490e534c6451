using FsCheck;
using FsCheck.Fluent;
using Sluice.Topology.Reconciliation.Pairing;
using Sluice.Topology.Reconciliation.Pairing.Scoring;
using Sluice.Topology.Reconciliation.Pairing.Values;

namespace Sluice.Topology.Tests.Reconciliation.Pairing;

public class MatcherTests
{
    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    public void Copies_with_faults_are_found_without_labels(int seed)
    {
        var (left, right) = new People(seed).Files(1_500);
        var pairs = Match(PairingData.Between(People.Fields, left, right)).Pairs;
        var known = left.Select(r => r.Id[1..]).Intersect(right.Select(r => r.Id[1..])).Count();
        var found = pairs.Count(IsRight);
        (2.0 * found / (pairs.Count + known)).ShouldBeGreaterThan(0.97);
    }

    [Fact]
    public void Probabilities_say_how_often_pairs_are_right()
    {
        var pairs = Enumerable.Range(0, 3).SelectMany(seed =>
        {
            var (left, right) = new People(seed).Files(800, faultsMax: 5);
            return Match(PairingData.Between(People.Fields, left, right), probabilityMin: 10_000).Pairs;
        }).ToArray();
        var expected = pairs.Sum(p => p.Probability / (double)Bits.Certain);
        (expected / pairs.Count(IsRight)).ShouldBeInRange(0.9, 1.1);
    }

    [Fact]
    public void The_order_of_the_records_changes_nothing() =>
        Prop.ForAll(Gen.Choose(0, 1_000).ToArbitrary(), seed =>
        {
            var (left, right) = new People(seed).Files(150);
            var chance = new Random(seed);
            var shuffled = PairingData.Between(People.Fields, [.. left.OrderBy(_ => chance.Next())], [.. right.OrderBy(_ => chance.Next())]);
            var (first, second) = (Match(PairingData.Between(People.Fields, left, right)), Match(shuffled));
            return first.Pairs.SequenceEqual(second.Pairs) && first.Model == second.Model && first.PairsCompared == second.PairsCompared;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(25));

    [Fact]
    public void Exchanging_the_sides_exchanges_the_pairs() =>
        Prop.ForAll(Gen.Choose(0, 1_000).ToArbitrary(), seed =>
        {
            var (left, right) = new People(seed).Files(150);
            var there = Match(PairingData.Between(People.Fields, left, right)).Pairs;
            var back = Match(PairingData.Between(People.Fields, right, left)).Pairs;
            var exchanged = back.Select(p => new PairedRecords(p.RightId, p.LeftId, p.Probability)).ToHashSet();
            string.Join(' ', there.Except(exchanged)).ShouldBe(string.Join(' ', exchanged.Except(there)));
            return exchanged.Count == there.Count;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(25));

    [Fact]
    public void Nobody_is_paired_twice_and_scores_are_probabilities() =>
        Prop.ForAll(Gen.Choose(0, 1_000).ToArbitrary(), seed =>
        {
            var (left, right) = new People(seed).Files(200);
            var pairs = Match(PairingData.Between(People.Fields, left, right)).Pairs;
            return pairs.Count > 50
                && pairs.Select(p => p.LeftId).Distinct().Count() == pairs.Count
                && pairs.Select(p => p.RightId).Distinct().Count() == pairs.Count
                && pairs.All(p => p.Probability is >= 500_000 and <= Bits.Certain);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(15));

    [Fact]
    public void Three_copies_make_three_pairs_and_none_with_itself()
    {
        var people = new People(5);
        string[][] originals = [.. Enumerable.Range(0, 120).Select(_ => people.Person())];
        PairingRecord[] records = [.. originals.SelectMany((person, i) => Enumerable.Range(0, i % 3 == 0 ? 3 : 1).Select(n => People.Record($"{i:D3}-{n}", people.Copy(person, n > 0 ? 1 : 0))))];
        var pairs = Match(PairingData.Duplicates(People.Fields, records)).Pairs;
        pairs.Count(p => p.LeftId[..3] == p.RightId[..3]).ShouldBe(40 * 3);
        pairs.Count.ShouldBe(40 * 3);
        pairs.ShouldAllBe(p => string.CompareOrdinal(p.LeftId, p.RightId) < 0);
    }

    [Fact]
    public void A_few_records_are_paired_by_what_is_believed_beforehand()
    {
        PairingField[] fields = [new("name", FieldKind.Text), new("amount", FieldKind.Amount), new("date", FieldKind.Date)];
        PairingRecord Record(string id, string name, decimal amount, int day) =>
            new(id, [FieldValue.OfText(name), FieldValue.OfAmount(amount), FieldValue.OfDate(new DateOnly(2026, 1, day))]);
        var data = PairingData.Between(
            fields,
            [Record("a", "Lakeside Clinic", 900, 5), Record("b", "Harbour Hospital", 1_250.50m, 9), Record("c", "Valley Imaging", 77, 20)],
            [Record("x", "harbour hospitl", 1_250.50m, 10), Record("y", "LAKESIDE CLINIC", 900, 5), Record("z", "Northern Labs", 31, 28)]);
        Match(data).Pairs.Select(p => $"{p.LeftId}{p.RightId}").ShouldBe(["ay", "bx"]);
    }

    [Fact]
    public void Records_that_nothing_tells_apart_are_compared_in_a_window_and_the_rest_is_counted()
    {
        PairingField[] fields = [new("site", FieldKind.Text)];
        PairingRecord[] Twins(string side) => [.. Enumerable.Range(0, 3_000).Select(i => new PairingRecord($"{side}{i:D4}", [FieldValue.OfText("same")]))];
        var result = Match(PairingData.Between(fields, Twins("l"), Twins("r")));
        result.PairsCompared.ShouldBeInRange(3_000, 3_000 * 2 * PairingLimits.CandidatesMax);
        result.PairsSkipped.ShouldBeGreaterThan(8_000_000);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 3)]
    [InlineData(1, 1)]
    public void An_empty_side_has_no_pairs(int lefts, int rights)
    {
        PairingRecord[] Records(int count) => [.. Enumerable.Range(0, count).Select(i => new PairingRecord($"{i}", [null]))];
        Match(PairingData.Between([new("site", FieldKind.Text)], Records(lefts), Records(rights))).Pairs.ShouldBeEmpty();
    }

    [Fact]
    public void Fixed_weights_may_stand_in_for_the_model()
    {
        var (left, right) = new People(3).Files(300, faultsMax: 1);
        var data = PairingData.Between(People.Fields, left, right);
        var result = new PairingMatcher(data).Match(new PairingOptions { ProbabilityMin = 850_000, Scorer = d => new FixedWeightScorer(d, [1, 1, 1, 1, 1, 1, 1, 1, 1]) });
        result.Model.ShouldBeNull();
        result.Scorer.ShouldStartWith("fixed-");
        result.Pairs.Count(IsRight).ShouldBeGreaterThan(100);
        result.Pairs.ShouldAllBe(p => p.Probability >= 850_000);
    }

    [Fact]
    public void An_id_twice_on_a_side_is_refused() =>
        Should.Throw<ArgumentException>(() => PairingData.Duplicates([new("site", FieldKind.Text)], [new("a", [null]), new("a", [null])])).Message.ShouldContain("id a");

    private static bool IsRight(PairedRecords pair) => pair.LeftId[1..] == pair.RightId[1..];

    private static PairingResult Match(PairingData data, int probabilityMin = 500_000) =>
        new PairingMatcher(data).Match(new PairingOptions { ProbabilityMin = probabilityMin });
}
