using Sluice.Topology.Reconciliation.Pairing;
using Sluice.Topology.Reconciliation.Pairing.Comparing;
using Sluice.Topology.Reconciliation.Pairing.Scoring;
using Sluice.Topology.Reconciliation.Pairing.Values;

namespace Sluice.Topology.Tests.Reconciliation.Pairing;

public class ModelTests
{
    private static readonly PairingData Data = Files();
    private static readonly PairingResult Learned = new PairingMatcher(Data).Match(new PairingOptions());

    [Fact]
    public void A_model_read_back_is_the_same_and_scores_the_same()
    {
        var read = LinkageModelJson.Read(LinkageModelJson.Write(Learned.Model!));
        read.ShouldBe(Learned.Model);
        read.Version.ShouldBe(Learned.Scorer);
        new PairingMatcher(Data).Match(new PairingOptions { Model = read }).Pairs.ShouldBe(Learned.Pairs);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("nonsense")]
    [InlineData("""{"format":2,"fields":[],"look_alikes":null,"prior":0,"calibration":{"slope":1,"offset":0},"pairs":0}""")]
    public void What_is_no_model_is_refused(string json) => Should.Throw<FormatException>(() => LinkageModelJson.Read(json));

    [Fact]
    public void Better_agreement_never_counts_for_less()
    {
        foreach (var field in Learned.Model!.Fields)
        {
            for (var parent = Agreement.Missing; parent <= Agreement.Equal; parent++)
            {
                for (var level = Agreement.Weak; level <= Agreement.Equal; level++)
                {
                    field.Weight(level, parent).ShouldBeGreaterThanOrEqualTo(field.Weight(level - 1, parent) - 10, $"{field.Name} {level} given {parent}");
                }
            }
        }
    }

    [Fact]
    public void A_postcode_says_little_where_the_town_has_said_it()
    {
        var postcode = Learned.Model!.Fields.Single(f => f.Name == "postcode");
        var town = Learned.Model.Fields.Single(f => f.Name == "town");
        var alone = Math.Max(postcode.Weight(Agreement.Equal), town.Weight(Agreement.Equal));
        var after = Math.Min(postcode.Weight(Agreement.Equal, Agreement.Equal), town.Weight(Agreement.Equal, Agreement.Equal));
        alone.ShouldBeGreaterThan(3 * Bits.One);
        after.ShouldBeLessThan(Bits.One);
    }

    [Fact]
    public void The_score_is_the_sum_of_what_is_explained()
    {
        var scorer = new FellegiSunterScorer(Data, Learned.Model! with { LookAlikes = null });
        var pattern = new PairComparer(Data).Compare(3, 4);
        scorer.Explain(3, 4, pattern).Sum(w => w.Weight).ShouldBe(scorer.Score(3, 4, pattern).Weight - Learned.Model!.Prior);
        scorer.Explain(3, 4, pattern).Select(w => w.Field).ShouldBe(People.Fields.Select(f => f.Name));
    }

    [Fact]
    public void A_missing_value_speaks_neither_for_nor_against()
    {
        var scorer = new FellegiSunterScorer(Data, Learned.Model!);
        scorer.Explain(0, 0, 0).ShouldAllBe(w => w.Weight == 0 && w.Level == Agreement.Missing);
    }

    [Fact]
    public void A_model_of_other_fields_is_refused() =>
        Should.Throw<ArgumentException>(() => new FellegiSunterScorer(Data, Learned.Model! with { Fields = [.. Learned.Model.Fields.Skip(1)] }));

    [Fact]
    public void Labels_move_a_field_towards_what_matches_do()
    {
        var different = Enumerable.Range(0, 200).Select(_ => new LabelledPair(Agreements.With(0, 0, Agreement.Different), 0, IsMatch: true)).ToArray();
        var taught = LabelledTraining.Matches(Learned.Model!, different, strength: 50);
        taught.Fields[0].Weight(Agreement.Different).ShouldBeGreaterThan(Learned.Model!.Fields[0].Weight(Agreement.Different) + Bits.One);
        taught.Fields[1].ShouldBe(Learned.Model.Fields[1]);
        taught.Version.ShouldNotBe(Learned.Scorer);
    }

    [Fact]
    public void Reviewers_who_reject_half_of_what_is_sure_make_the_score_doubt()
    {
        var labels = Enumerable.Range(0, 2_000).Select(i => new LabelledPair(0, 6 * Bits.One, i % 2 == 0)).ToArray();
        var taught = LabelledTraining.Calibrated(Learned.Model!, labels);
        Bits.Probability(taught.Calibration.Apply(6 * Bits.One)).ShouldBeInRange(480_000, 530_000);
        LabelledTraining.Calibrated(Learned.Model!, [.. labels.Reverse()]).ShouldBe(taught);
        LabelledTraining.Calibrated(Learned.Model!, []).Calibration.ShouldBe(Calibration.None);
    }

    private static PairingData Files()
    {
        var (left, right) = new People(21).Files(700);
        return PairingData.Between(People.Fields, left, right);
    }
}
