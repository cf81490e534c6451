using System.Collections.Concurrent;
using System.Diagnostics;
using Sluice.Engine.Log;
using Sluice.Engine.Shards;
using Sluice.Engine.State;

namespace Sluice.Bench;

/// <summary>When all shards have committed figures that include a reference record.</summary>
internal sealed class Arrival(int shards)
{
    private readonly ConcurrentDictionary<int, Positions> _committed = new();

    public void Committed(ShardProgress progress) => _committed[progress.Shard] = progress.Committed;

    /// <returns>A <see cref="Stopwatch"/> time, to a millisecond or two.</returns>
    public async Task<long> WaitAsync(string topic, long position)
    {
        var source = new TopicPartition(topic, 0);
        while (_committed.Count < shards || _committed.Values.Any(p => p[source] < position))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        }

        return Stopwatch.GetTimestamp();
    }
}
