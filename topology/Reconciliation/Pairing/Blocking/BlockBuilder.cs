using Sluice.Topology.Reconciliation.Pairing.Arithmetic;
using Sluice.Topology.Reconciliation.Pairing.Values;

namespace Sluice.Topology.Reconciliation.Pairing.Blocking;

/// <summary>
/// Makes the blocks. Every pass over a field groups the rows by key; a group with more pairs than a block may have is split by
/// taking its key together with other fields' large keys, two and then three at a time (a pair that shares a rare key
/// too is in that key's block already). What three keys leave large is gone through in a window over the records in the order
/// of their contents, and the pairs beyond the window are counted. Owned by one thread.
/// </summary>
internal sealed class BlockBuilder
{
    private readonly PairingData _data;
    private readonly BlockSet _blocks;
    private readonly List<(int Field, ulong[] Left, ulong[] Right)> _large = [];
    private readonly ContentWindow _window;

    private BlockBuilder(PairingData data)
    {
        _data = data;
        _blocks = new BlockSet(data.Pairs);
        _window = new ContentWindow(data, _blocks);
    }

    /// <summary>Blocks of the records, and how many pairs of large blocks were left out.</summary>
    public static (BlockSet Blocks, long PairsSkipped) Build(PairingData data)
    {
        var builder = new BlockBuilder(data);
        for (var f = 0; f < data.Fields.Count; f++)
        {
            for (var pass = 0; pass < KeyPlan.Passes(data.Fields[f].Kind); pass++)
            {
                builder.Single(f, pass);
            }
        }

        builder.Split();
        return (builder._blocks, builder._window.PairsSkipped);
    }

    private void Single(int field, int pass)
    {
        var left = Keyed(_data.Left, field, pass);
        var right = _data.Within ? left : Keyed(_data.Right, field, pass);
        if (!KeyPlan.Combines(_data.Fields[field].Kind, pass))
        {
            Group(left, right, null, null);
            return;
        }

        var largeLeft = new ulong[_data.Left.Count];
        var largeRight = _data.Within ? largeLeft : new ulong[_data.Right.Count];
        if (Group(left, right, largeLeft, largeRight))
        {
            _large.Add((field, largeLeft, largeRight));
        }
    }

    /// <summary>Splits the large groups of single keys.</summary>
    private void Split()
    {
        // Where fewer fields have large keys than are taken together, these are all there is to split by.
        var deepest = Math.Min(PairingLimits.KeysTogetherMax, _large.Select(l => l.Field).Distinct().Count());
        for (var slot = 0; slot < _large.Count; slot++)
        {
            var (_, left, right) = _large[slot];
            if (deepest == 1)
            {
                Group(Combined(left, left), _data.Within ? Combined(left, left) : Combined(right, right), null, null, window: true);
            }
            else
            {
                Together([slot], left, right, deepest);
            }
        }
    }

    /// <summary>Takes the large groups of some keys together with each later field's.</summary>
    private void Together(int[] slots, ulong[] left, ulong[] right, int deepest)
    {
        var last = slots.Length + 1 == deepest;
        for (var next = slots[^1] + 1; next < _large.Count; next++)
        {
            if (Array.Exists(slots, s => _large[s].Field == _large[next].Field))
            {
                continue;
            }

            var largeLeft = last ? null : new ulong[left.Length];
            var largeRight = last ? null : _data.Within ? largeLeft : new ulong[right.Length];
            var keyedLeft = Combined(left, _large[next].Left);
            var keyedRight = _data.Within ? keyedLeft : Combined(right, _large[next].Right);
            if (Group(keyedLeft, keyedRight, largeLeft, largeRight, window: last))
            {
                Together([.. slots, next], largeLeft!, largeRight!, deepest);
            }
        }
    }

    /// <summary>Small groups become blocks; the keys of large ones are noted by row, 0 where there is none.</summary>
    private bool Group(KeyedRows left, KeyedRows right, ulong[]? largeLeft, ulong[]? largeRight, bool window = false)
    {
        var any = false;
        for (int l = 0, r = 0; l < left.Count && r < right.Count;)
        {
            if (left.Key(l) != right.Key(r))
            {
                _ = left.Key(l) < right.Key(r) ? l = left.End(l) : r = right.End(r);
                continue;
            }

            var (key, endLeft, endRight) = (left.Key(l), left.End(l), right.End(r));
            var rowsLeft = left.Rows(l, endLeft);
            var rowsRight = right.Rows(r, endRight);
            (l, r) = (endLeft, endRight);
            if (_data.Within && rowsLeft.Length < 2)
            {
                continue;
            }

            if ((long)rowsLeft.Length * rowsRight.Length <= PairingLimits.BlockPairsMax * (_data.Within ? 2 : 1))
            {
                _blocks.Add(rowsLeft, rowsRight);
            }
            else if (window)
            {
                _window.Add(rowsLeft, rowsRight);
            }
            else if (largeLeft is not null)
            {
                // Both sides are noted together or not at all.
                any = true;
                Note(rowsLeft, key, largeLeft);
                Note(rowsRight, key, largeRight!);
            }
        }

        return any;
    }

    private static void Note(ReadOnlySpan<int> rows, ulong key, ulong[] large)
    {
        foreach (var row in rows)
        {
            large[row] = key;
        }
    }

    private KeyedRows Keyed(RecordTable side, int field, int pass)
    {
        var column = side.Column(field);
        var (keys, rows) = (new List<ulong>(column.Length), new List<int>(column.Length));
        for (var row = 0; row < column.Length; row++)
        {
            if (column[row] != ValuePool.None)
            {
                KeyPlan.Append(_data.Pool[column[row]], pass, keys);
                while (rows.Count < keys.Count)
                {
                    rows.Add(row);
                }
            }
        }

        return new KeyedRows([.. keys], [.. rows]);
    }

    private static KeyedRows Combined(ulong[] a, ulong[] b)
    {
        var (keys, rows) = (new List<ulong>(), new List<int>());
        for (var row = 0; row < a.Length; row++)
        {
            if (a[row] != 0 && b[row] != 0)
            {
                keys.Add(SplitMix.Combine(a[row], b[row]));
                rows.Add(row);
            }
        }

        return new KeyedRows([.. keys], [.. rows]);
    }
}
