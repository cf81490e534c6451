using System.Diagnostics;
using Sluice.Engine.Log;
using Sluice.Engine.Shards;
using Sluice.Samples;

namespace Sluice.Bench;

/// <summary>
/// When each record was due, and how long after that it was committed. The producer alone notes what is due, in the
/// order of offsets; the commit loop of a shard alone takes that shard's.
/// </summary>
internal sealed class Latencies(int shards, int capacity)
{
    private readonly long[][] _due = [.. Enumerable.Range(0, shards).Select(_ => new long[capacity])];
    private readonly int[] _noted = new int[shards];
    private readonly int[] _taken = new int[shards];
    private readonly List<(long Due, double Ms)> _done = new(capacity);
    private readonly Lock _gate = new();

    /// <summary>The partition's next record is due at a <see cref="Stopwatch"/> time.</summary>
    public void Due(int partition, long timestamp) => _due[partition][_noted[partition]++] = timestamp;

    /// <summary>Leaves out what stands in the log already: so many records of each partition.</summary>
    public void Skip(IReadOnlyList<long> counts)
    {
        for (var shard = 0; shard < shards; shard++)
        {
            _noted[shard] = _taken[shard] = (int)counts[shard];
        }
    }

    public void Committed(ShardProgress progress)
    {
        var now = Stopwatch.GetTimestamp();
        var shard = progress.Shard;
        var next = (int)progress.Committed[new TopicPartition(SampleTopics.Reports, shard)];
        lock (_gate)
        {
            for (; _taken[shard] < next; _taken[shard]++)
            {
                var due = _due[shard][_taken[shard]];
                _done.Add((due, Stopwatch.GetElapsedTime(due, now).TotalMilliseconds));
            }
        }
    }

    /// <summary>Percentiles in milliseconds, leaving out the records due first.</summary>
    public string Describe(int skip) => Describe(_done.OrderBy(d => d.Due).Skip(skip));

    /// <summary>Percentiles in milliseconds of the records due between two <see cref="Stopwatch"/> times.</summary>
    public string Between(long from, long to) => Describe(_done.Where(d => d.Due >= from && d.Due <= to));

    private static string Describe(IEnumerable<(long Due, double Ms)> done)
    {
        var sorted = done.Select(d => d.Ms).Order().ToList();
        double At(double share) => sorted[(int)Math.Min(sorted.Count - 1, share * sorted.Count)];
        return $"p50 {At(0.5):F1} ms, p90 {At(0.9):F1}, p99 {At(0.99):F1}, p99.9 {At(0.999):F1}, max {sorted[^1]:F1} over {sorted.Count:N0} reports";
    }
}
