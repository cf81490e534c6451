using System.Collections.Concurrent;
using System.Collections.Immutable;
using Sluice.Connectors.Kafka.Clients;
using Sluice.Engine.Log;

namespace Sluice.Connectors.Kafka.Log;

/// <summary>
/// The topics under the prefix and their partition counts, as the brokers last told. Safe for concurrent callers; a
/// topic not yet known is asked for, and one in use is looked at again now and then: its count must not change.
/// </summary>
internal sealed class TopicCatalog(KafkaOptions options, ControlClient control)
{
    private readonly ConcurrentDictionary<string, int> _reliedOn = new(StringComparer.Ordinal);
    private ImmutableSortedDictionary<string, int> _known = ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal);
    private long _toldAt = options.Time.GetTimestamp();
    private int _looking;

    /// <summary>Asks the brokers; the names are without the prefix.</summary>
    public async Task<ImmutableSortedDictionary<string, int>> RefreshAsync(CancellationToken cancel)
    {
        var topics = await control.TopicsAsync(cancel);
        var now = topics
            .Where(t => t.Topic.StartsWith(options.Prefix, StringComparison.Ordinal) && !t.Topic.StartsWith("__", StringComparison.Ordinal))
            .Where(t => t.Partitions.Count > 0)
            .ToImmutableSortedDictionary(t => t.Topic[options.Prefix.Length..], t => t.Partitions.Count, StringComparer.Ordinal);
        Volatile.Write(ref _known, now);
        Volatile.Write(ref _toldAt, options.Time.GetTimestamp());
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
    /// <exception cref="LogException">There is no such topic; or it has another number of partitions than before.</exception>
    public async ValueTask<int> PartitionsAsync(string topic, CancellationToken cancel)
    {
        var partitions = await FindAsync(topic, cancel) ?? throw new LogException($"there is no topic {options.Prefix}{topic}");
        var before = _reliedOn.GetOrAdd(topic, partitions);
        LookAgain();
        return partitions == before ? partitions : throw new LogException(
            $"topic {options.Prefix}{topic} has {partitions} partitions now and had {before}: keys have other owners, and nobody reads what was added. "
            + $"Either make it anew with {before} partitions and its records in them, or move everything to another prefix and begin with an empty store")
        {
            NeedsDecision = true,
        };
    }

    /// <exception cref="LogException">There is no such partition.</exception>
    public async ValueTask CheckAsync(TopicPartition source, CancellationToken cancel)
    {
        var partitions = await PartitionsAsync(source.Topic, cancel);
        if (source.Partition < 0 || source.Partition >= partitions)
        {
            throw new LogException($"topic {options.Prefix}{source.Topic} has {partitions} partitions, and no number {source.Partition}");
        }
    }

    /// <summary>Asks in the background, one at a time, when the answer is old.</summary>
    private void LookAgain()
    {
        if (options.Time.GetElapsedTime(Volatile.Read(ref _toldAt)) > options.LookEvery && Interlocked.Exchange(ref _looking, 1) == 0)
        {
            _ = LookAsync();
        }
    }

    private async Task LookAsync()
    {
        try
        {
            await RefreshAsync(CancellationToken.None);
        }
        catch (Exception failure) when (failure is LogException or ObjectDisposedException)
        {
            // While no broker answers, nothing is read or written either; the next call looks again.
        }
        finally
        {
            Volatile.Write(ref _looking, 0);
        }
    }
}
