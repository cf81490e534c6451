using Sluice.Topology.Reconciliation.Pairing.Arithmetic;
using Sluice.Topology.Reconciliation.Pairing.Comparing;

namespace Sluice.Topology.Reconciliation.Pairing.Scoring;

/// <summary>
/// How fields agree in pairs that are no matches, from random pairs and from pairs that are equal in one field, each counted by
/// its probability of being none. Owned by one thread.
/// </summary>
internal sealed class OtherPairs
{
    private const int Levels = Agreements.Levels;

    private readonly int _fields;
    private readonly PatternCounts _random;
    private readonly IReadOnlyList<PatternCounts> _alike;
    private double[] _ofRandom;
    private double[][] _ofAlike;

    public OtherPairs(int fields, PatternCounts random, IReadOnlyList<PatternCounts> alike)
    {
        (_fields, _random, _alike) = (fields, random, alike);
        _ofRandom = [.. random.Counts.Select(c => (double)c)];
        _ofAlike = [.. alike.Select(a => a.Counts.Select(c => (double)c).ToArray())];
    }

    /// <summary>Counts every pair anew.</summary>
    /// <param name="posterior">The probability of each of the patterns to be a match's.</param>
    public void Weigh(Func<PatternCounts, double[]> posterior)
    {
        _ofRandom = Weighed(_random, posterior(_random));
        _ofAlike = [.. _alike.Select(a => Weighed(a, posterior(a)))];
    }

    /// <summary>The levels of a field in any pair.</summary>
    public double[] Any(int field) => Shares(Sums(_random, _ofRandom, field, _ => true), LevelPriors.Others);

    /// <summary>The levels of a field by those of its parent, drawn towards those of any pair; the first row is of any pair.</summary>
    public double[][] Given(int field, int parent)
    {
        var any = Any(field);
        var rows = new double[Levels][];
        rows[0] = any;
        for (var level = 1; level < Levels; level++)
        {
            var sums = level == (int)Agreement.Equal
                ? Sums(_alike[parent], _ofAlike[parent], field, _ => true)
                : Sums(_random, _ofRandom, field, p => (int)Agreements.Of(p, parent) == level);
            rows[level] = Shares(sums, any);
        }

        return rows;
    }

    /// <summary>What the level of one field tells about another's, in bits.</summary>
    public double Information(int a, int b) => Math.Max(Directed(a, b), Directed(b, a));

    /// <summary>The tree of the fields.</summary>
    public int[] Tree()
    {
        var information = new double[_fields, _fields];
        for (var a = 0; a < _fields; a++)
        {
            for (var b = 0; b < a; b++)
            {
                information[a, b] = information[b, a] = Information(a, b);
            }
        }

        return FieldTree.Grow(_fields, (a, b) => information[a, b]);
    }

    private double Directed(int parent, int field)
    {
        var parents = Any(parent);
        var rows = Given(field, parent);
        var information = 0.0;
        for (var level = 1; level < Levels; level++)
        {
            for (var own = 1; own < Levels; own++)
            {
                information += parents[level] * rows[level][own] * PortableMath.Log2(rows[level][own] / rows[0][own]);
            }
        }

        return information;
    }

    private static double[] Weighed(PatternCounts pairs, double[] posterior)
    {
        var weights = new double[posterior.Length];
        for (var i = 0; i < weights.Length; i++)
        {
            weights[i] = pairs.Counts[i] * (1 - posterior[i]);
        }

        return weights;
    }

    private static double[] Sums(PatternCounts pairs, double[] weights, int field, Func<ulong, bool> counts)
    {
        var sums = new double[Levels];
        for (var i = 0; i < weights.Length; i++)
        {
            if (counts(pairs.Patterns[i]))
            {
                sums[(int)Agreements.Of(pairs.Patterns[i], field)] += weights[i];
            }
        }

        return sums;
    }

    /// <summary>Shares of the levels among pairs that have both values.</summary>
    private static double[] Shares(double[] sums, IReadOnlyList<double> belief)
    {
        var total = sums.Skip(1).Sum() + LevelPriors.Strength;
        return [1, .. Enumerable.Range(1, Levels - 1).Select(l => (sums[l] + (belief[l] * LevelPriors.Strength)) / total)];
    }
}
