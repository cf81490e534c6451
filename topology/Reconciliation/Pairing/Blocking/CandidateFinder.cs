using Sluice.Topology.Reconciliation.Pairing.Values;

namespace Sluice.Topology.Reconciliation.Pairing.Blocking;

/// <summary>
/// Chooses the pairs worth comparing: every record keeps those with which it shares the most and the rarest keys, and a pair
/// stays that either of its records keeps. Time and memory grow with the records, not with their pairs. The choice depends on
/// the sets of records alone, and not on which side is called left.
/// </summary>
public static class CandidateFinder
{
    /// <summary>The candidates of two sides, or of one within itself.</summary>
    public static Candidates Find(PairingData data, CancellationToken cancel = default)
    {
        var (blocks, skipped) = BlockBuilder.Build(data);
        cancel.ThrowIfCancellationRequested();
        var left = RowBlocks.Of(data.Left.Count, blocks, onRight: false);
        var kept = new List<ulong>();
        var sharing = Keep(blocks, left, data.Right.Count, onRight: false, data.Within, kept, cancel);
        if (!data.Within)
        {
            var right = RowBlocks.Of(data.Right.Count, blocks, onRight: true);
            Keep(blocks, right, data.Left.Count, onRight: true, within: false, kept, cancel);
        }

        kept.Sort();
        var pairs = Distinct(kept);
        return new Candidates(pairs, skipped, (data.Within ? sharing / 2 : sharing) - pairs.Count);
    }

    /// <summary>Adds what every row of a side keeps, and returns how many pairs it chose from.</summary>
    private static long Keep(BlockSet blocks, RowBlocks rows, int others, bool onRight, bool within, List<ulong> kept, CancellationToken cancel)
    {
        var shared = new int[others];
        var met = new List<int>();
        var sharing = 0L;
        for (var row = 0; row < rows.Rows; row++)
        {
            if ((row & 0xFFF) == 0)
            {
                cancel.ThrowIfCancellationRequested();
            }

            foreach (var block in rows[row])
            {
                foreach (var other in onRight ? blocks.Left(block) : blocks.Right(block))
                {
                    if (shared[other] == 0)
                    {
                        met.Add(other);
                    }

                    shared[other] += blocks.Weight(block);
                }
            }

            sharing += within ? Math.Max(0, met.Count - 1) : met.Count;
            Best(met, shared, within ? row : -1);
            foreach (var other in met)
            {
                kept.Add((onRight || (within && other < row) ? new RowPair(other, row) : new RowPair(row, other)).Packed);
            }

            met.Clear();
        }

        return sharing;
    }

    /// <summary>Leaves the best in the list, the lower row first among equals, and wipes the sums.</summary>
    private static void Best(List<int> met, int[] shared, int self)
    {
        if (self >= 0)
        {
            met.Remove(self);
            shared[self] = 0;
        }

        if (met.Count > PairingLimits.CandidatesMax)
        {
            var least = Least(met, shared);
            var all = met.ToArray();
            met.RemoveAll(other => shared[other] <= least);
            met.AddRange(all.Where(other => shared[other] == least).Order().Take(PairingLimits.CandidatesMax - met.Count));
            Array.ForEach(all, other => shared[other] = 0);
            return;
        }

        met.ForEach(other => shared[other] = 0);
    }

    /// <summary>The sum of the last one that has room.</summary>
    private static int Least(List<int> met, int[] shared)
    {
        // A queue of the best sums with the lowest at its head.
        var best = new PriorityQueue<int, int>(PairingLimits.CandidatesMax + 1);
        foreach (var other in met)
        {
            if (best.Count < PairingLimits.CandidatesMax)
            {
                best.Enqueue(shared[other], shared[other]);
            }
            else if (shared[other] > best.Peek())
            {
                best.EnqueueDequeue(shared[other], shared[other]);
            }
        }

        return best.Peek();
    }

    private static List<RowPair> Distinct(List<ulong> sorted)
    {
        var distinct = new List<RowPair>(sorted.Count);
        for (var i = 0; i < sorted.Count; i++)
        {
            if (i == 0 || sorted[i] != sorted[i - 1])
            {
                distinct.Add(RowPair.Unpacked(sorted[i]));
            }
        }

        return distinct;
    }
}
