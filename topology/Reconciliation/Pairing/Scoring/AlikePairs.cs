using Sluice.Topology.Reconciliation.Pairing.Arithmetic;
using Sluice.Topology.Reconciliation.Pairing.Comparing;
using Sluice.Topology.Reconciliation.Pairing.Values;

namespace Sluice.Topology.Reconciliation.Pairing.Scoring;

/// <summary>Pairs that are equal in one field, whatever the others say: all where there are few, else a seeded sample.</summary>
public static class AlikePairs
{
    private const ulong Seed = 0xA11CE;

    /// <summary>Their patterns, a count for each field.</summary>
    public static IReadOnlyList<PatternCounts> Compare(PairingData data, PairComparer comparer) =>
        [.. Enumerable.Range(0, data.Fields.Count).Select(f => PatternCounts.Of(Sample(data, comparer, f)))];

    private static List<ulong> Sample(PairingData data, PairComparer comparer, int field)
    {
        var groups = Groups(data, field);
        var ends = new long[groups.Count];
        var total = 0L;
        for (var g = 0; g < ends.Length; g++)
        {
            ends[g] = total += Pairs(data, groups[g]);
        }

        var chance = new SplitMix(Seed);
        var taken = (int)Math.Min(total, PairingLimits.AlikePairs);
        var patterns = new List<ulong>(taken);
        for (var n = 0; n < taken; n++)
        {
            var pair = total == taken ? n : chance.Below(total);
            var found = Array.BinarySearch(ends, pair + 1);
            var group = found >= 0 ? found : ~found;
            var (left, right) = Rows(data, groups[group], pair - (group == 0 ? 0 : ends[group - 1]));
            patterns.Add(comparer.Compare(left, right));
        }

        return patterns;
    }

    /// <summary>Rows of one value that make a pair, in the order in which the left side first has them.</summary>
    private static List<(List<int> Left, List<int> Right)> Groups(PairingData data, int field)
    {
        var places = new Dictionary<int, int>();
        var groups = new List<(List<int> Left, List<int> Right)>();
        var column = data.Left.Column(field);
        for (var row = 0; row < column.Length; row++)
        {
            if (column[row] == ValuePool.None)
            {
                continue;
            }

            if (!places.TryGetValue(column[row], out var place))
            {
                places.Add(column[row], place = groups.Count);
                groups.Add(([], []));
            }

            groups[place].Left.Add(row);
        }

        var others = data.Right.Column(field);
        for (var row = 0; row < others.Length && !data.Within; row++)
        {
            if (places.TryGetValue(others[row], out var place))
            {
                groups[place].Right.Add(row);
            }
        }

        groups.RemoveAll(g => Pairs(data, g) == 0);
        return groups;
    }

    private static long Pairs(PairingData data, (List<int> Left, List<int> Right) group) =>
        data.Within ? (long)group.Left.Count * (group.Left.Count - 1) / 2 : (long)group.Left.Count * group.Right.Count;

    private static (int Left, int Right) Rows(PairingData data, (List<int> Left, List<int> Right) group, long pair)
    {
        if (!data.Within)
        {
            return (group.Left[(int)(pair / group.Right.Count)], group.Right[(int)(pair % group.Right.Count)]);
        }

        // The triangle above the diagonal, folded: its last rows fill up its first ones to a rectangle.
        var count = group.Left.Count;
        var odd = count % 2;
        var width = count - 1 + odd;
        var (a, b) = ((int)(pair / width), (int)(pair % width));
        (a, b) = b >= a + odd ? (a, b + 1 - odd) : (count - 1 - odd - a, count - 1 - b);
        return (group.Left[a], group.Left[b]);
    }
}
