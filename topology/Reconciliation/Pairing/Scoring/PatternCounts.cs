namespace Sluice.Topology.Reconciliation.Pairing.Scoring;

/// <summary>How often each pattern of agreements occurs, the patterns ascending: whatever the order of the pairs, sums over it are the same.</summary>
public sealed class PatternCounts
{
    private PatternCounts(ulong[] patterns, long[] counts, long total) => (Patterns, Counts, Total) = (patterns, counts, total);

    public IReadOnlyList<ulong> Patterns { get; }

    public IReadOnlyList<long> Counts { get; }

    public long Total { get; }

    public static PatternCounts Of(IReadOnlyList<ulong> patterns)
    {
        var counts = new Dictionary<ulong, long>();
        for (var i = 0; i < patterns.Count; i++)
        {
            ref var count = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(counts, patterns[i], out _);
            count++;
        }

        ulong[] sorted = [.. counts.Keys.Order()];
        return new PatternCounts(sorted, Array.ConvertAll(sorted, p => counts[p]), patterns.Count);
    }
}
