namespace Sluice.Topology.Reconciliation.Pairing.Assigning;

/// <summary>Parts pairs into groups that have no record in common.</summary>
internal static class Components
{
    /// <summary>The groups, by their first pair; each in the order given.</summary>
    /// <param name="within">Left and right rows are records of one side.</param>
    public static List<List<WeightedPair>> Of(IReadOnlyList<WeightedPair> pairs, bool within = false)
    {
        var parents = new Dictionary<long, long>();
        foreach (var pair in pairs)
        {
            var (left, right) = (Root(parents, pair.Left), Root(parents, Right(pair, within)));
            if (left != right)
            {
                parents[left] = right;
            }
        }

        var groups = new Dictionary<long, List<WeightedPair>>();
        var ordered = new List<List<WeightedPair>>();
        foreach (var pair in pairs)
        {
            var root = Root(parents, pair.Left);
            if (!groups.TryGetValue(root, out var group))
            {
                groups.Add(root, group = []);
                ordered.Add(group);
            }

            group.Add(pair);
        }

        return ordered;
    }

    /// <summary>Rows of the right side are told apart by a sign.</summary>
    private static long Right(WeightedPair pair, bool within) => within ? pair.Right : ~(long)pair.Right;

    private static long Root(Dictionary<long, long> parents, long node)
    {
        var root = node;
        while (parents.TryGetValue(root, out var parent) && parent != root)
        {
            root = parent;
        }

        while (node != root)
        {
            var next = parents.GetValueOrDefault(node, root);
            parents[node] = root;
            node = next;
        }

        parents.TryAdd(root, root);
        return root;
    }
}
