namespace Sluice.Topology.Reconciliation.Pairing.Blocking;

/// <summary>The blocks that each row of a side is in. Read only.</summary>
internal sealed class RowBlocks
{
    private readonly int[] _ends;
    private readonly int[] _blocks;

    private RowBlocks(int[] ends, int[] blocks) => (_ends, _blocks) = (ends, blocks);

    public int Rows => _ends.Length;

    public ReadOnlySpan<int> this[int row] => _blocks.AsSpan(row == 0 ? 0 : _ends[row - 1], _ends[row] - (row == 0 ? 0 : _ends[row - 1]));

    public static RowBlocks Of(int rows, BlockSet blocks, bool onRight)
    {
        var next = new int[rows + 1];
        for (var block = 0; block < blocks.Count; block++)
        {
            foreach (var row in onRight ? blocks.Right(block) : blocks.Left(block))
            {
                next[row + 1]++;
            }
        }

        for (var row = 0; row < rows; row++)
        {
            next[row + 1] += next[row];
        }

        var members = new int[next[rows]];
        for (var block = 0; block < blocks.Count; block++)
        {
            foreach (var row in onRight ? blocks.Right(block) : blocks.Left(block))
            {
                members[next[row]++] = block;
            }
        }

        // Each place has moved on to where its row's blocks end.
        return new RowBlocks(next[..rows], members);
    }
}
