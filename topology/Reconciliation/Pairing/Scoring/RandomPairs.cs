using Sluice.Topology.Reconciliation.Pairing.Arithmetic;
using Sluice.Topology.Reconciliation.Pairing.Comparing;
using Sluice.Topology.Reconciliation.Pairing.Values;

namespace Sluice.Topology.Reconciliation.Pairing.Scoring;

/// <summary>Pairs as chance brings them together: all where there are few, else a seeded sample.</summary>
public static class RandomPairs
{
    private const ulong Seed = 0x5EED_0F_9A125;

    /// <summary>Their patterns. The same records give the same sample, since rows stand in the order of ids.</summary>
    public static PatternCounts Compare(PairingData data, PairComparer comparer) => PatternCounts.Of(
        data.Pairs <= PairingLimits.RandomPairs ? All(data, comparer) : Sample(data, comparer));

    private static List<ulong> All(PairingData data, PairComparer comparer)
    {
        var patterns = new List<ulong>((int)data.Pairs);
        for (var left = 0; left < data.Left.Count; left++)
        {
            for (var right = data.Within ? left + 1 : 0; right < data.Right.Count; right++)
            {
                patterns.Add(comparer.Compare(left, right));
            }
        }

        return patterns;
    }

    private static List<ulong> Sample(PairingData data, PairComparer comparer)
    {
        var chance = new SplitMix(Seed);
        var patterns = new List<ulong>(PairingLimits.RandomPairs);
        while (patterns.Count < PairingLimits.RandomPairs)
        {
            var (left, right) = (chance.Below(data.Left.Count), chance.Below(data.Right.Count));
            if (!data.Within || left != right)
            {
                patterns.Add(comparer.Compare(Math.Min(left, data.Within ? right : left), data.Within ? Math.Max(left, right) : right));
            }
        }

        return patterns;
    }
}
