using Sluice.Topology.Reconciliation.Pairing.Arithmetic;
using Sluice.Topology.Reconciliation.Pairing.Values;

namespace Sluice.Topology.Reconciliation.Pairing.Blocking;

/// <summary>
/// A block that nothing splits: its records stand in the order of a hash of their contents, those of equal contents in pairs
/// of one left and one right by their ids, and each is compared with its neighbours alone (sorted neighbourhood: M. A.
/// Hernández and S. J. Stolfo, SIGMOD 1995). Owned by one thread.
/// </summary>
internal sealed class ContentWindow(PairingData data, BlockSet blocks)
{
    private ulong[]? _left;
    private ulong[]? _right;

    /// <summary>Pairs of such blocks that were not compared for this block's sake.</summary>
    public long PairsSkipped { get; private set; }

    public void Add(ReadOnlySpan<int> left, ReadOnlySpan<int> right)
    {
        _left ??= Contents(data.Left);
        _right ??= data.Within ? _left : Contents(data.Right);
        var all = new List<(ulong Content, int Rank, bool OnRight, int Row)>(left.Length + right.Length);
        Append(all, left, _left, onRight: false);
        if (!data.Within)
        {
            Append(all, right, _right, onRight: true);
        }

        all.Sort();
        Slide(all);
        PairsSkipped += Pairs(left.Length, data.Within ? left.Length : right.Length);
    }

    /// <summary>
    /// A left and a right of one content and rank are one place, so that it does not matter which side comes first. Windows
    /// of two strides begin at every stride.
    /// </summary>
    private void Slide(List<(ulong Content, int Rank, bool OnRight, int Row)> all)
    {
        const int Stride = PairingLimits.WindowRecords;
        var places = new List<int>();
        for (var i = 0; i < all.Count; i++)
        {
            if (i == 0 || (all[i].Content, all[i].Rank) != (all[i - 1].Content, all[i - 1].Rank))
            {
                places.Add(i);
            }
        }

        int Start(int place) => place < places.Count ? places[place] : all.Count;
        for (var from = 0; from == 0 || from + Stride < places.Count; from += Stride)
        {
            var part = all[Start(from)..Start(from + (2 * Stride))];
            int[] onLeft = [.. part.Where(p => !p.OnRight).Select(p => p.Row)];
            int[] onRight = data.Within ? onLeft : [.. part.Where(p => p.OnRight).Select(p => p.Row)];
            if (onLeft.Length > 0 && onRight.Length > 0)
            {
                blocks.Add(onLeft, onRight);
            }

            // What the window before this one had is not counted again.
            PairsSkipped -= Pairs(part) - (from == 0 ? 0 : Pairs(all[Start(from)..Start(from + Stride)]));
        }
    }

    private long Pairs(List<(ulong Content, int Rank, bool OnRight, int Row)> part)
    {
        var right = part.Count(p => p.OnRight);
        return Pairs(part.Count - right, right);
    }

    private long Pairs(long left, long right) => data.Within ? left * (left - 1) / 2 : left * right;

    private static void Append(List<(ulong Content, int Rank, bool OnRight, int Row)> all, ReadOnlySpan<int> rows, ulong[] contents, bool onRight)
    {
        var met = new Dictionary<ulong, int>();
        var ascending = rows.ToArray();
        Array.Sort(ascending);
        foreach (var row in ascending)
        {
            var rank = met.GetValueOrDefault(contents[row]);
            met[contents[row]] = rank + 1;
            all.Add((contents[row], rank, onRight, row));
        }
    }

    private ulong[] Contents(RecordTable side)
    {
        var contents = new ulong[side.Count];
        for (var f = 0; f < data.Fields.Count; f++)
        {
            var column = side.Column(f);
            for (var row = 0; row < contents.Length; row++)
            {
                var value = column[row] == ValuePool.None ? 0 : SplitMix.Hash(data.Pool[column[row]].Key);
                contents[row] = SplitMix.Combine(contents[row], value);
            }
        }

        return contents;
    }
}
