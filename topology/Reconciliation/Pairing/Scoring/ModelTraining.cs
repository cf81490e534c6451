using Sluice.Topology.Reconciliation.Pairing.Arithmetic;
using Sluice.Topology.Reconciliation.Pairing.Comparing;
using Sluice.Topology.Reconciliation.Pairing.Values;

namespace Sluice.Topology.Reconciliation.Pairing.Scoring;

/// <summary>
/// Learns a model without labels by expectation and maximisation (A. P. Dempster, N. M. Laird and D. B. Rubin, JRSS B 39,
/// 1977; for linkage W. E. Winkler, 1988) over <em>all</em> pairs: those that share no key are taken for no matches, so the prior is that of any pair and
/// blocking does not bend it. u comes from random pairs, each counted by its probability of being no match. The prior beliefs
/// of <see cref="LevelPriors"/> are added to every count.
/// </summary>
public sealed class ModelTraining
{
    private const double StandsStill = 1e-9;

    private readonly PairingData _data;
    private readonly PatternCounts _candidates;
    private readonly PatternCounts _random;
    private readonly double[][] _matches;
    private readonly double[][] _others;
    private double _prior;

    private ModelTraining(PairingData data, PatternCounts candidates, PatternCounts random)
    {
        (_data, _candidates, _random) = (data, candidates, random);
        _prior = Expected(data) / data.Pairs;
        _matches = [.. data.Fields.Select(_ => LevelPriors.Matches.ToArray())];
        _others = [.. data.Fields.Select(_ => LevelPriors.Others.ToArray())];
        Count(_random, [.. _random.Patterns.Select(_ => 1.0)], _others, LevelPriors.Others);
    }

    /// <summary>The model of these records. The same sets of records give the same model, bit by bit.</summary>
    /// <param name="candidates">Patterns of the pairs that share a key.</param>
    /// <param name="random">Patterns of random pairs.</param>
    public static LinkageModel Fit(PairingData data, PatternCounts candidates, PatternCounts random)
    {
        if (data.Pairs == 0)
        {
            return Beliefs(data);
        }

        var training = new ModelTraining(data, candidates, random);
        for (var round = 0; round < PairingLimits.RoundsMax; round++)
        {
            if (training.Round() <= StandsStill)
            {
                break;
            }
        }

        return training.Model();
    }

    /// <summary>What is believed before anything is seen.</summary>
    private static LinkageModel Beliefs(PairingData data) => new(
        [.. data.Fields.Select(f => Field(f, [.. LevelPriors.Matches], [.. LevelPriors.Others]))],
        0,
        Calibration.None,
        0);

    /// <summary>Matches that are expected before anything is seen: half of the smaller side.</summary>
    private static double Expected(PairingData data) => 0.5 * Math.Min(data.Left.Count, data.Right.Count);

    /// <summary>Returns the greatest change of a probability.</summary>
    private double Round()
    {
        var among = Posterior(_candidates);
        var matches = 0.0;
        for (var i = 0; i < among.Length; i++)
        {
            matches += among[i] * _candidates.Counts[i];
        }

        var chance = Array.ConvertAll(Posterior(_random), p => 1 - p);
        var change = Math.Max(
            Count(_candidates, among, _matches, LevelPriors.Matches),
            Count(_random, chance, _others, LevelPriors.Others));

        // One more match, as expected: the prior never reaches 0.
        var expected = Expected(_data);
        _prior = Math.Min(0.5, (matches + 1) / (_data.Pairs + (_data.Pairs / expected)));
        return change;
    }

    /// <summary>The probability of each pattern to be a match's.</summary>
    private double[] Posterior(PatternCounts counts)
    {
        var ratios = _matches.Select((m, f) => m.Select((p, level) => level == 0 ? 1 : p / _others[f][level]).ToArray()).ToArray();
        var odds = _prior / (1 - _prior);
        var posterior = new double[counts.Patterns.Count];
        for (var i = 0; i < posterior.Length; i++)
        {
            var ratio = odds;
            for (var f = 0; f < ratios.Length; f++)
            {
                ratio *= ratios[f][(int)Agreements.Of(counts.Patterns[i], f)];
            }

            posterior[i] = ratio / (1 + ratio);
        }

        return posterior;
    }

    /// <summary>Sets the probabilities of the levels to their weighted shares among pairs that have both values.</summary>
    private static double Count(PatternCounts counts, double[] weights, double[][] probabilities, IReadOnlyList<double> belief)
    {
        var change = 0.0;
        var sums = new double[Agreements.Levels];
        for (var f = 0; f < probabilities.Length; f++)
        {
            Array.Clear(sums);
            for (var i = 0; i < weights.Length; i++)
            {
                sums[(int)Agreements.Of(counts.Patterns[i], f)] += weights[i] * counts.Counts[i];
            }

            var total = sums.Skip(1).Sum() + LevelPriors.Strength;
            for (var level = 1; level < sums.Length; level++)
            {
                var probability = (sums[level] + (belief[level] * LevelPriors.Strength)) / total;
                change = Math.Max(change, Math.Abs(probability - probabilities[f][level]));
                probabilities[f][level] = probability;
            }
        }

        return change;
    }

    private LinkageModel Model() => new(
        [.. _data.Fields.Select((field, f) => Field(field, _matches[f], _others[f]))],
        Bits.Micro(PortableMath.Log2(_prior / (1 - _prior))),
        Calibration.None,
        _candidates.Total);

    private static FieldModel Field(PairingField field, double[] matches, double[] others)
    {
        MonotoneWeights.Pool(matches, others);
        return new FieldModel(field.Name, field.Kind, Billionths(matches), Billionths(others));
    }

    private static int[] Billionths(double[] probabilities) =>
        [0, .. probabilities.Skip(1).Select(p => Math.Clamp((int)((p * FieldModel.One) + 0.5), 1, FieldModel.One))];
}
