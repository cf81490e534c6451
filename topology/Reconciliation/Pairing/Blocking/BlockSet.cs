using System.Runtime.InteropServices;

namespace Sluice.Topology.Reconciliation.Pairing.Blocking;

/// <summary>
/// Blocks: rows of both sides that share a key, all of which may be compared with each other. A block says the more the fewer
/// pairs it has. Of duplicates within one side, both sides of a block are the same rows.
/// </summary>
internal sealed class BlockSet(long pairsOfAll)
{
    private readonly List<int> _left = [];
    private readonly List<int> _right = [];
    private readonly List<int> _leftEnds = [];
    private readonly List<int> _rightEnds = [];
    private readonly List<byte> _weights = [];

    public int Count => _weights.Count;

    /// <summary>The binary logarithm of how much rarer a pair of this block is than any pair, cut; at least 1.</summary>
    public int Weight(int block) => _weights[block];

    public ReadOnlySpan<int> Left(int block) => Part(_left, _leftEnds, block);

    public ReadOnlySpan<int> Right(int block) => Part(_right, _rightEnds, block);

    public void Add(ReadOnlySpan<int> left, ReadOnlySpan<int> right)
    {
        var rarity = pairsOfAll / Math.Max(1, (long)left.Length * right.Length);
        CollectionExtensions.AddRange(_left, left);
        CollectionExtensions.AddRange(_right, right);
        _leftEnds.Add(_left.Count);
        _rightEnds.Add(_right.Count);
        _weights.Add((byte)(rarity <= 1 ? 1 : long.Log2(rarity)));
    }

    private static ReadOnlySpan<int> Part(List<int> rows, List<int> ends, int block)
    {
        var from = block == 0 ? 0 : ends[block - 1];
        return CollectionsMarshal.AsSpan(rows)[from..ends[block]];
    }
}
