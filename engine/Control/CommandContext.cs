using Sluice.Engine.Log;
using Sluice.Engine.Replay;
using Sluice.Engine.Shards;
using Sluice.Engine.Shards.Keys;
using Sluice.Engine.State;

namespace Sluice.Engine.Control;

/// <summary>What one command may look at.</summary>
internal sealed class CommandContext<TReference>(
    ShardEdges<TReference> edges, Retry retry, long number, Action<string> report) : ICommandContext<TReference>
{
    private readonly WindowReader _reader = new(
        new ReplayEdges(edges.Log, edges.Store, edges.Options, retry), edges.Topology.ActorKind, () => new ReplayPace(edges.Options, edges.Live));

    public int Shards => edges.Options.Shards;

    public DateTimeOffset Now { get; } = edges.Options.Time.GetUtcNow();

    public long Number => number;

    public IStore Store => edges.Store;

    public async Task<TReference> ReferenceAtAsync(Positions cut, CancellationToken cancel)
    {
        foreach (var topic in edges.Topology.ReferenceTopics)
        {
            var ranges = await retry.RunAsync(() => edges.Log.OffsetsAsync(topic.Topic, cancel), cancel);
            for (var partition = 0; partition < ranges.Count; partition++)
            {
                WindowReader.CheckReached(new TopicPartition(topic.Topic, partition), ranges[partition], cut[new TopicPartition(topic.Topic, partition)]);
            }
        }

        return await edges.Reference.AtAsync(cut, cancel);
    }

    public async Task<IReadOnlyList<int?>> OwnersAsync(string topic, IReadOnlyList<string> keys, CancellationToken cancel) =>
        await KeyOwners.OfAsync(edges.Topology, topic, keys, edges.Log, edges.Store, Shards, cancel);

    public int Readers => edges.Options.ReplayPartitions;

    public long ReaderBytes => edges.Options.ReplayBytes / edges.Options.ReplayPartitions;

    public async Task ReadWindowsAsync(
        string topic, int shard, IReadOnlySet<int> windows, long from, long end, RecordSink sink, CancellationToken cancel)
    {
        await _reader.TakenAsync(new TopicPartition(topic, shard), end, () => Task.Delay(edges.Options.PublishEvery, edges.Options.Time, cancel), cancel);
        await _reader.ReadAsync(topic, shard, windows, from, end, sink, cancel);
    }

    public Task LoadSegmentsAsync(TopicPartition source, long below, SegmentSink sink, CancellationToken cancel) =>
        _reader.LoadAsync(source, below, sink, cancel);

    public IPace Pace() => new ReplayPace(edges.Options, edges.Live);

    public void Report(string progress) => report(progress);
}
