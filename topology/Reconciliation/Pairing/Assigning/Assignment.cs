namespace Sluice.Topology.Reconciliation.Pairing.Assigning;

/// <summary>
/// Chooses pairs so that no record is in two and the total weight is the largest. Of several such choices: the lowest left
/// record takes the lowest right record it has in any of them, then the next left record in those that are left, and so on.
/// Rows stand in the order of ids.
/// </summary>
public static class Assignment
{
    /// <summary>The chosen pairs, ascending by left row. The order of <paramref name="pairs"/> does not matter; none may stand twice.</summary>
    /// <param name="exactWorkMax">
    /// Left records times pairs of a group that is solved exactly. A larger one is parted: its heavier half is assigned first, and
    /// of the rest the pairs whose records are still free; where all weigh the same, in the order of rows.
    /// </param>
    public static List<WeightedPair> Best(IReadOnlyList<WeightedPair> pairs, long exactWorkMax = PairingLimits.ExactWorkMax)
    {
        var chosen = new List<WeightedPair>();
        Solve([.. pairs.Where(p => p.Weight > 0).OrderBy(p => p.Left).ThenBy(p => p.Right)], chosen, exactWorkMax);
        return [.. chosen.OrderBy(p => p.Left)];
    }

    private static void Solve(List<WeightedPair> pairs, List<WeightedPair> chosen, long exactWorkMax)
    {
        foreach (var group in Components.Of(pairs))
        {
            if (group.Count == 1)
            {
                chosen.Add(group[0]);
            }
            else if ((long)group.Select(p => p.Left).Distinct().Count() * group.Count <= exactWorkMax)
            {
                chosen.AddRange(new ExactAssignment(group).Solve());
            }
            else
            {
                Part(group, chosen, exactWorkMax);
            }
        }
    }

    private static void Part(List<WeightedPair> group, List<WeightedPair> chosen, long exactWorkMax)
    {
        var weights = group.Select(p => p.Weight).Order().ToArray();
        var cut = weights[weights.Length / 2];
        cut = cut > weights[0] ? cut : weights.FirstOrDefault(w => w > weights[0]);
        var first = chosen.Count;
        if (cut > 0)
        {
            Solve([.. group.Where(p => p.Weight >= cut)], chosen, exactWorkMax);
        }

        var lefts = chosen.Skip(first).Select(p => p.Left).ToHashSet();
        var rights = chosen.Skip(first).Select(p => p.Right).ToHashSet();
        var free = group.Where(p => p.Weight < cut || cut == 0).Where(p => !lefts.Contains(p.Left) && !rights.Contains(p.Right)).ToList();
        if (cut > 0)
        {
            Solve(free, chosen, exactWorkMax);
            return;
        }

        foreach (var pair in free)
        {
            if (!lefts.Contains(pair.Left) && rights.Add(pair.Right))
            {
                lefts.Add(pair.Left);
                chosen.Add(pair);
            }
        }
    }
}
