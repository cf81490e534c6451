using Sluice.Topology.Reconciliation.Pairing.Arithmetic;
using Sluice.Topology.Reconciliation.Pairing.Comparing;
using Sluice.Topology.Reconciliation.Pairing.Values;

namespace Sluice.Topology.Reconciliation.Pairing.Scoring;

/// <summary>
/// Learns a model without labels by expectation and maximisation (A. P. Dempster, N. M. Laird and D. B. Rubin, JRSS B 39,
/// 1977; for linkage W. E. Winkler, 1988) over <em>all</em> pairs: those that share no key are taken for no matches, so the
/// prior is that of any pair and blocking does not bend it. It begins with pairs that agree in nearly all they could agree
/// in: from looser ones it would learn to find neighbours. The beliefs of <see cref="LevelPriors"/> are added to every count.
/// </summary>
public sealed class ModelTraining
{
    private const double StandsStill = 1e-7;

    /// <summary>Of the evidence that a pair's values could give at most, what one must have to be a match at the beginning.</summary>
    private const double ShareAtFirst = 0.7;

    private readonly PairingData _data;
    private readonly PatternCounts _candidates;
    private readonly OtherPairs _pairs;
    private readonly int[] _parents;
    private readonly double[][] _matches;
    private readonly double[][][] _others;
    private readonly double[][]? _alike;
    private double _prior;
    private double _alikeShare;

    private ModelTraining(PairingData data, PatternCounts candidates, OtherPairs pairs)
    {
        (_data, _candidates, _pairs) = (data, candidates, pairs);
        _prior = Expected(data) / data.Pairs;
        _matches = [.. data.Fields.Select(_ => LevelPriors.Matches.ToArray())];
        _alike = data.Fields.Count < PairingLimits.LookAlikeFieldsMin ? null : [.. data.Fields.Select(_ => LevelPriors.LookAlikes.ToArray())];
        _alikeShare = _alike is null ? 0 : _prior;
        double[][] any = [.. data.Fields.Select((_, f) => pairs.Any(f))];
        _pairs.Weigh(counts => Array.ConvertAll([.. counts.Patterns], p => AtFirst(p, any) ? 1.0 : 0));
        _parents = _pairs.Tree();
        _others = [.. data.Fields.Select((_, f) => Others(f))];
    }

    /// <summary>The model of these records. The same sets of records give the same model, bit by bit.</summary>
    /// <param name="candidates">Patterns of the pairs that share a key.</param>
    /// <param name="random">Patterns of random pairs.</param>
    /// <param name="alike">Patterns of pairs that are equal in a field, for each field.</param>
    public static LinkageModel Fit(PairingData data, PatternCounts candidates, PatternCounts random, IReadOnlyList<PatternCounts> alike)
    {
        var pairs = new OtherPairs(data.Fields.Count, random, alike);
        if (data.Pairs == 0)
        {
            return Model(data.Fields, data.Fields.Select(_ => LevelPriors.Matches), data.Fields.Select((_, f) => Unlinked(pairs.Any(f))), null, null, 0.5, 0);
        }

        var training = new ModelTraining(data, candidates, pairs);
        for (var round = 0; round < PairingLimits.RoundsMax; round++)
        {
            if (training.Round() <= StandsStill)
            {
                break;
            }
        }

        return Model(data.Fields, training._matches, training._others, training._parents, training.LookAlikes(), training._prior, candidates.Total);
    }

    private static double[][] Unlinked(double[] any) => [.. Enumerable.Repeat(any, Agreements.Levels)];

    /// <summary>Matches that are expected before anything is seen: half of the smaller side.</summary>
    private static double Expected(PairingData data) => 0.5 * Math.Min(data.Left.Count, data.Right.Count);

    private double[][] Others(int field) =>
        _parents[field] < 0 ? Unlinked(_pairs.Any(field)) : _pairs.Given(field, _parents[field]);

    private static bool AtFirst(ulong pattern, double[][] any)
    {
        var (evidence, most) = (0.0, 0.0);
        for (var f = 0; f < any.Length; f++)
        {
            var level = (int)Agreements.Of(pattern, f);
            if (level > 0)
            {
                evidence += PortableMath.Log2(LevelPriors.Matches[level] / any[f][level]);
                most += PortableMath.Log2(LevelPriors.Matches[(int)Agreement.Equal] / any[f][(int)Agreement.Equal]);
            }
        }

        return evidence > 0 && evidence >= ShareAtFirst * most;
    }

    /// <summary>Returns the greatest change of a probability.</summary>
    private double Round()
    {
        var (matches, alike) = Posterior(_candidates);
        _pairs.Weigh(counts =>
        {
            var (match, lookAlike) = Posterior(counts);
            return [.. match.Zip(lookAlike, (m, a) => m + a)];
        });
        var (found, lookAlikes) = (Times(matches), Times(alike));
        var change = Count(matches, _matches, LevelPriors.Matches);
        if (_alike is not null)
        {
            change = Math.Max(change, Count(alike, _alike, LevelPriors.LookAlikes));
            _alikeShare = Math.Min(0.5, (lookAlikes + 1) / (_data.Pairs + (_data.Pairs / Expected(_data))));
        }

        for (var f = 0; f < _others.Length; f++)
        {
            _others[f] = Others(f);
        }

        // One more match, as expected: the prior never reaches 0.
        _prior = Math.Min(0.5, (found + 1) / (_data.Pairs + (_data.Pairs / Expected(_data))));
        return change;
    }

    /// <summary>Multiplies probabilities by how often their patterns occur, and returns the sum.</summary>
    private double Times(double[] probabilities)
    {
        var sum = 0.0;
        for (var i = 0; i < probabilities.Length; i++)
        {
            probabilities[i] *= _candidates.Counts[i];
            sum += probabilities[i];
        }

        return sum;
    }

    /// <summary>The probability of each pattern to be a match's, and to be a look-alike's.</summary>
    private (double[] Match, double[] LookAlike) Posterior(PatternCounts counts)
    {
        var (odds, alikeOdds) = (_prior / (1 - _prior), _alikeShare / (1 - _alikeShare));
        var (match, lookAlike) = (new double[counts.Patterns.Count], new double[counts.Patterns.Count]);
        for (var i = 0; i < match.Length; i++)
        {
            var (pattern, ratio, alike) = (counts.Patterns[i], odds, alikeOdds);
            for (var f = 0; f < _matches.Length; f++)
            {
                var level = (int)Agreements.Of(pattern, f);
                var parent = _parents[f] < 0 ? 0 : (int)Agreements.Of(pattern, _parents[f]);
                ratio *= level == 0 ? 1 : _matches[f][level] / _others[f][parent][level];
                alike *= level == 0 || _alike is null ? 1 : _alike[f][level] / _others[f][parent][level];
            }

            (match[i], lookAlike[i]) = (ratio / (1 + ratio + alike), alike / (1 + ratio + alike));
        }

        return (match, lookAlike);
    }

    private LookAlikes? LookAlikes() => _alike is null ? null : new LookAlikes(
        Bits.Micro(PortableMath.Log2(_alikeShare / (1 - _alikeShare))),
        [.. _alike.Select(Whole)]);

    /// <summary>Sets probabilities to the weighted shares of the levels among candidates that have both values.</summary>
    private double Count(double[] weights, double[][] probabilities, IReadOnlyList<double> belief)
    {
        var change = 0.0;
        var sums = new double[Agreements.Levels];
        for (var f = 0; f < probabilities.Length; f++)
        {
            Array.Clear(sums);
            for (var i = 0; i < weights.Length; i++)
            {
                sums[(int)Agreements.Of(_candidates.Patterns[i], f)] += weights[i];
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

    private static LinkageModel Model(
        IReadOnlyList<PairingField> fields, IEnumerable<IReadOnlyList<double>> matches, IEnumerable<double[][]> others, int[]? parents, LookAlikes? alike, double prior, long pairs) => new(
        [.. fields.Zip(matches, others).Select((field, f) => Field(field.First, field.Second, field.Third, parents?[f] ?? -1))],
        alike,
        Bits.Micro(PortableMath.Log2(prior / (1 - prior))),
        Calibration.None,
        pairs);

    private static FieldModel Field(PairingField field, IReadOnlyList<double> matches, double[][] others, int parent)
    {
        var pooled = Array.ConvertAll(others, row => row.ToArray());
        Array.ForEach(pooled, row => MonotoneWeights.Pool(matches, row));
        return new FieldModel(field.Name, field.Kind, parent, Whole(matches), [.. pooled.Select(Whole)]);
    }

    private static long[] Whole(IReadOnlyList<double> probabilities) =>
        [0, .. probabilities.Skip(1).Select(p => Math.Clamp((long)((p * FieldModel.One) + 0.5), 1, FieldModel.One))];
}
