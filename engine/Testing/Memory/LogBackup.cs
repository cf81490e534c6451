using Sluice.Engine.Log;

namespace Sluice.Engine.Testing.Memory;

/// <summary>What topics held at one moment. Immutable.</summary>
public sealed class LogBackup
{
    internal LogBackup(IReadOnlyDictionary<string, (TopicSpec Spec, IReadOnlyList<InMemoryPartition.Image> Partitions)> topics) => Topics = topics;

    internal IReadOnlyDictionary<string, (TopicSpec Spec, IReadOnlyList<InMemoryPartition.Image> Partitions)> Topics { get; }

    /// <summary>The end offset of a partition; 0 of one that was not there.</summary>
    public long EndOf(TopicPartition source) =>
        Topics.TryGetValue(source.Topic, out var topic) && source.Partition < topic.Partitions.Count ? topic.Partitions[source.Partition].End : 0;
}
