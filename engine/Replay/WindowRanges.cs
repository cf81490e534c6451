namespace Sluice.Engine.Replay;

/// <summary>Which offsets to read: blocks of the window index, and all that is not indexed yet.</summary>
public static class WindowRanges
{
    /// <param name="blocks">Numbers of blocks, in any order.</param>
    /// <param name="indexed">Up to where blocks tell of everything.</param>
    /// <param name="end">Up to where to read.</param>
    /// <returns>Ranges (end exclusive) in order, apart from each other.</returns>
    public static IReadOnlyList<(long From, long To)> Of(IEnumerable<long> blocks, long indexed, long end)
    {
        var ranges = new List<(long From, long To)>();
        foreach (var block in blocks.Where(b => b * Limits.WindowBlockOffsets < indexed).Distinct().Order())
        {
            Add(ranges, block * Limits.WindowBlockOffsets, Math.Min((block + 1) * Limits.WindowBlockOffsets, end));
        }

        Add(ranges, indexed, end);
        return ranges;
    }

    /// <summary>What of the ranges lies at or behind an offset.</summary>
    public static IReadOnlyList<(long From, long To)> From(long offset, IReadOnlyList<(long From, long To)> ranges) =>
        [.. ranges.Where(range => range.To > offset).Select(range => (Math.Max(range.From, offset), range.To))];

    private static void Add(List<(long From, long To)> ranges, long from, long to)
    {
        if (from >= to)
        {
            return;
        }

        if (ranges.Count > 0 && ranges[^1].To >= from)
        {
            ranges[^1] = (ranges[^1].From, Math.Max(ranges[^1].To, to));
        }
        else
        {
            ranges.Add((from, to));
        }
    }
}
