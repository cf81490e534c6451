namespace Sluice.Topology.Reconciliation.Pairing.Assigning;

/// <summary>
/// A group of pairs as a graph: lefts and rights numbered in the order of their rows, and for each left a private right
/// behind all others, which stands for staying alone and costs nothing. Costs are weights with their sign turned.
/// </summary>
internal sealed class AssignmentGraph
{
    private readonly int[] _ends;
    private readonly int[] _rights;
    private readonly long[] _costs;

    public AssignmentGraph(List<WeightedPair> pairs)
    {
        int[] lefts = [.. pairs.Select(p => p.Left).Distinct().Order()];
        int[] rights = [.. pairs.Select(p => p.Right).Distinct().Order()];
        (Lefts, RightRows) = (lefts.Length, rights.Length);
        Pairs = [.. pairs.OrderBy(p => p.Left).ThenBy(p => p.Right)];
        (_ends, _rights, _costs) = (new int[lefts.Length], new int[pairs.Count + lefts.Length], new long[pairs.Count + lefts.Length]);
        var next = 0;
        for (int left = 0, p = 0; left < lefts.Length; left++)
        {
            for (; p < Pairs.Length && Pairs[p].Left == lefts[left]; p++, next++)
            {
                (_rights[next], _costs[next]) = (Array.BinarySearch(rights, Pairs[p].Right), -Pairs[p].Weight);
            }

            _rights[next++] = rights.Length + left;
            _ends[left] = next;
        }
    }

    public int Lefts { get; }

    /// <summary>Rights that are records; the private ones follow.</summary>
    public int RightRows { get; }

    public int Rights => RightRows + Lefts;

    /// <summary>By left and right row: the edges of a left but for its private one.</summary>
    public WeightedPair[] Pairs { get; }

    /// <summary>The edges of a left, their rights ascending.</summary>
    public (int From, int End) Edges(int left) => (left == 0 ? 0 : _ends[left - 1], _ends[left]);

    public int Right(int edge) => _rights[edge];

    public long Cost(int edge) => _costs[edge];

    /// <summary>The pair of an edge that is not private: each left before this one has one edge that is no pair.</summary>
    public WeightedPair Pair(int left, int edge) => Pairs[edge - left];
}
