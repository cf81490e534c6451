using System.Collections.Immutable;
using Sluice.Connectors.Kafka.Clients;
using Sluice.Engine.Log;

namespace Sluice.Connectors.Kafka.Log;

/// <summary>
/// The topics under the prefix and their partition counts, as the brokers last told. Safe for concurrent callers; a
/// topic not yet known is asked for.
/// </summary>
internal sealed class TopicCatalog(KafkaOptions options, ControlClient control)
{
    private ImmutableSortedDictionary<string, int> _known = ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal);

    /// <summary>Asks the brokers; the names are without the prefix.</summary>
    public async Task<ImmutableSortedDictionary<string, int>> RefreshAsync(CancellationToken cancel)
    {
        var topics = await control.TopicsAsync(cancel);
        var now = topics
            .Where(t => t.Topic.StartsWith(options.Prefix, StringComparison.Ordinal) && !t.Topic.StartsWith("__", StringComparison.Ordinal))
            .Where(t => t.Partitions.Count > 0)
            .ToImmutableSortedDictionary(t => t.Topic[options.Prefix.Length..], t => t.Partitions.Count, StringComparer.Ordinal);
        Volatile.Write(ref _known, now);
        return now;
    }

    /// <summary>The number of partitions, or null where there is no such topic.</summary>
    public async ValueTask<int?> FindAsync(string topic, CancellationToken cancel)
    {
        if (Volatile.Read(ref _known).TryGetValue(topic, out var known))
        {
            return known;
        }

        return (await RefreshAsync(cancel)).TryGetValue(topic, out var found) ? found : null;
    }

    /// <summary>The number of partitions.</summary>
    /// <exception cref="LogException">There is no such topic.</exception>
    public async ValueTask<int> PartitionsAsync(string topic, CancellationToken cancel) =>
        await FindAsync(topic, cancel) ?? throw new LogException($"there is no topic {options.Prefix}{topic}");

    /// <exception cref="LogException">There is no such partition.</exception>
    public async ValueTask CheckAsync(TopicPartition source, CancellationToken cancel)
    {
        var partitions = await PartitionsAsync(source.Topic, cancel);
        if (source.Partition < 0 || source.Partition >= partitions)
        {
            throw new LogException($"topic {options.Prefix}{source.Topic} has {partitions} partitions, and no number {source.Partition}");
        }
    }
}
