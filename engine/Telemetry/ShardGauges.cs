using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Sluice.Engine.Log;
using Sluice.Engine.Shards;

namespace Sluice.Engine.Telemetry;

/// <summary>
/// What the shards of this process stand at, read when someone asks. Pumps enter and leave on their own threads; ends
/// of topics are noted by whoever knows them. Safe from any thread.
/// </summary>
public sealed class ShardGauges
{
    private readonly ConcurrentDictionary<ShardProgress, bool> _owned = new();
    private readonly ConcurrentDictionary<string, IReadOnlyList<OffsetRange>> _ends = new(StringComparer.Ordinal);

    internal ShardGauges(Meter meter)
    {
        meter.CreateObservableGauge(MetricNames.ShardsOwned, () => _owned.Count, null, "Shards this process runs.");
        meter.CreateObservableGauge(MetricNames.ShardsLoaded, () => Owned.Count(p => p.IsRunning), null, "Shards whose state is loaded and that take records.");
        meter.CreateObservableGauge(MetricNames.StateBytes, StateBytes, "By", "Bytes of a shard's stored state, by shard.");
        meter.CreateObservableGauge(MetricNames.Lag, Lags, "{records}", "Records between what a shard has committed and the end of its partition, by topic and shard.");
    }

    /// <summary>The shards this process runs now, by number.</summary>
    public IReadOnlyList<ShardProgress> Owned => [.. _owned.Keys.OrderBy(p => p.Shard)];

    /// <summary>Notes where a topic's partitions end; <see langword="null"/> when nobody can tell, and then it has no lag to show.</summary>
    public void NoteEnds(string topic, IReadOnlyList<OffsetRange>? offsets)
    {
        if (offsets is null)
        {
            _ends.TryRemove(topic, out _);
        }
        else
        {
            _ends[topic] = offsets;
        }
    }

    internal void Enter(ShardProgress shard) => _owned[shard] = true;

    internal void Leave(ShardProgress shard) => _owned.TryRemove(shard, out _);

    private IEnumerable<Measurement<long>> StateBytes() =>
        Owned.Where(p => p.IsRunning).Select(p => new Measurement<long>(p.StateBytes, Tag("shard", p.Shard)));

    /// <summary>A shard that is not loaded has none to show: where it stands is not known yet, and unknown is not zero.</summary>
    private IEnumerable<Measurement<long>> Lags() =>
        from topic in _ends
        from shard in Owned
        where shard.IsRunning && shard.Shard < topic.Value.Count
        select new Measurement<long>(
            shard.Lag(new TopicPartition(topic.Key, shard.Shard), topic.Value[shard.Shard].End), Tag("topic", topic.Key), Tag("shard", shard.Shard));

    private static KeyValuePair<string, object?> Tag(string name, object value) => new(name, value);
}
