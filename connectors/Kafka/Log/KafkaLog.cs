using Sluice.Connectors.Kafka.Clients;
using Sluice.Engine.Log;

namespace Sluice.Connectors.Kafka.Log;

/// <summary>
/// A log on a Kafka cluster. Positions are the caller's: partitions are read by manual assignment and no offset is ever
/// committed to the brokers. While no broker answers, reads wait and appends fail after
/// <see cref="KafkaOptions.DeliveryTimeout"/>; both go on by themselves. An append of several batches is not atomic: of a
/// failed one some records may stand, and then <see cref="LogException.OutcomeUnknown"/> says so.
/// </summary>
public sealed class KafkaLog : ILog
{
    private readonly ControlClient _control;
    private readonly TopicCatalog _catalog;
    private readonly TopicKeeper _keeper;
    private readonly ReaderPool _readers;
    private readonly Appender _appender;

    /// <summary>Connects in the background: brokers may be away.</summary>
    /// <exception cref="LogException">The client library is missing or refuses the settings.</exception>
    public KafkaLog(KafkaOptions options)
    {
        Watch = new ClientWatch(options);
        _control = new ControlClient(options, Watch);
        _catalog = new TopicCatalog(options, _control);
        _keeper = new TopicKeeper(options, _control, _catalog);
        _readers = new ReaderPool(options, Watch);
        _appender = new Appender(options, Watch);
        Options = options;
    }

    public KafkaOptions Options { get; }

    /// <summary>Never: any producer may write to a topic, and librdkafka places keys by another function unless told.</summary>
    public bool PlacesKeys => false;

    /// <summary>What its clients hear, for others of this process on the same brokers.</summary>
    internal ClientWatch Watch { get; }

    /// <summary>Consumers that are open, busy or idle.</summary>
    internal int Readers => _readers.Count;

    public async ValueTask EnsureTopicAsync(TopicSpec topic, CancellationToken cancel) => await _keeper.EnsureAsync(topic, cancel);

    /// <summary>The topics under the prefix; how long they are kept is not asked.</summary>
    public async ValueTask<IReadOnlyList<TopicSpec>> TopicsAsync(CancellationToken cancel) =>
        [.. (await _catalog.RefreshAsync(cancel)).Select(t => new TopicSpec(t.Key, t.Value))];

    public async ValueTask<LogBatch> ReadAsync(TopicPartition source, long fromOffset, int maxRecords, int maxBytes, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxRecords, 1);
        cancel.ThrowIfCancellationRequested();
        await _catalog.CheckAsync(source, cancel);
        return await _readers.ReadAsync(source, new ReadRequest(fromOffset, maxRecords, maxBytes, cancel));
    }

    public async ValueTask<IReadOnlyList<OffsetRange>> OffsetsAsync(string topic, CancellationToken cancel)
    {
        var partitions = await _catalog.PartitionsAsync(topic, cancel);
        var offsets = await _control.OffsetsAsync(Options.Prefix + topic, partitions, cancel);
        return [.. offsets.Select(o => new OffsetRange(o.Low.Value, o.High.Value))];
    }

    public async ValueTask<IReadOnlyList<long>> AppendAsync(
        IReadOnlyList<(TopicPartition Target, AppendFrames Records)> batches, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        if (batches.Count == 0)
        {
            return [];
        }

        foreach (var (target, _) in batches)
        {
            await _catalog.CheckAsync(target, cancel);
        }

        return await _appender.AppendAsync(new AppendRequest(batches, cancel));
    }

    /// <summary>What the cluster has of the topics that are wanted; nothing is made.</summary>
    /// <exception cref="LogException">No broker answers.</exception>
    public Task<ClusterReport> InspectAsync(IReadOnlyList<TopicSpec> wanted, CancellationToken cancel) =>
        new TopicInspection(Options, _control, _catalog).RunAsync(wanted, cancel);

    public async ValueTask DisposeAsync()
    {
        await _appender.DisposeAsync();
        _readers.Dispose();
        _control.Dispose();
    }
}
