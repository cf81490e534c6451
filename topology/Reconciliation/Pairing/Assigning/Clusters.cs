namespace Sluice.Topology.Reconciliation.Pairing.Assigning;

/// <summary>
/// Duplicates within one side. A record may have several, so they are gathered: from the surest pair down, two clusters
/// become one where the weights of all pairs between them, for and against, add up to more than nothing. One likeness does not chain
/// two families of records together when all else speaks against it.
/// </summary>
public static class Clusters
{
    /// <summary>Clusters of two records and more, rows ascending, in the order of their first; and how many unions were refused for their size.</summary>
    /// <param name="pairs">Pairs that speak for a match, the lower row at the left.</param>
    /// <param name="weight">What speaks for any pair, or, below 0, against it.</param>
    public static (List<List<int>> Clusters, int Refused) Of(IReadOnlyList<WeightedPair> pairs, Func<int, int, long> weight)
    {
        var clusters = new Dictionary<int, List<int>>();
        var refused = 0;
        foreach (var pair in pairs.Where(p => p.Weight > 0).OrderByDescending(p => p.Weight).ThenBy(p => p.Left).ThenBy(p => p.Right))
        {
            var (a, b) = (Cluster(clusters, pair.Left), Cluster(clusters, pair.Right));
            if (ReferenceEquals(a, b))
            {
                continue;
            }

            if (a.Count + b.Count > PairingLimits.ClusterMax)
            {
                refused++;
            }
            else if ((a.Count == 1 && b.Count == 1) || Between(a, b, weight) > 0)
            {
                a.AddRange(b);
                b.ForEach(row => clusters[row] = a);
            }
        }

        var found = clusters.Values.Where(c => c.Count > 1).Distinct().ToList();
        found.ForEach(c => c.Sort());
        return ([.. found.OrderBy(c => c[0])], refused);
    }

    private static List<int> Cluster(Dictionary<int, List<int>> clusters, int row)
    {
        if (!clusters.TryGetValue(row, out var cluster))
        {
            clusters.Add(row, cluster = [row]);
        }

        return cluster;
    }

    private static Int128 Between(List<int> a, List<int> b, Func<int, int, long> weight)
    {
        Int128 sum = 0;
        foreach (var x in a)
        {
            foreach (var y in b)
            {
                sum += weight(Math.Min(x, y), Math.Max(x, y));
            }
        }

        return sum;
    }
}
