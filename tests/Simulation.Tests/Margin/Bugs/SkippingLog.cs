using Sluice.Engine.Log;

namespace Sluice.Simulation.Tests.Margin.Bugs;

/// <summary>Passes over one record where a process that was restarted goes on reading reports.</summary>
internal sealed class SkippingLog(ILog log) : ILog
{
    private readonly HashSet<TopicPartition> _begun = [];

    public bool PlacesKeys => log.PlacesKeys;

    public ValueTask EnsureTopicAsync(TopicSpec topic, CancellationToken cancel) => log.EnsureTopicAsync(topic, cancel);

    public ValueTask<IReadOnlyList<TopicSpec>> TopicsAsync(CancellationToken cancel) => log.TopicsAsync(cancel);

    public async ValueTask<LogBatch> ReadAsync(TopicPartition source, long fromOffset, int maxRecords, int maxBytes, CancellationToken cancel)
    {
        var skip = _begun.Add(source) && fromOffset > 0 && source.Topic == "reports";
        var ends = await log.OffsetsAsync(source.Topic, cancel);
        return await log.ReadAsync(source, skip && fromOffset < ends[source.Partition].End ? fromOffset + 1 : fromOffset, maxRecords, maxBytes, cancel);
    }

    public ValueTask<IReadOnlyList<OffsetRange>> OffsetsAsync(string topic, CancellationToken cancel) => log.OffsetsAsync(topic, cancel);

    public ValueTask<IReadOnlyList<long>> AppendAsync(IReadOnlyList<(TopicPartition Target, AppendFrames Records)> batches, CancellationToken cancel) =>
        log.AppendAsync(batches, cancel);

    public ValueTask DisposeAsync() => log.DisposeAsync();
}
