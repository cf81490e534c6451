using Sluice.Connectors.Embedded.Sqlite;
using Sluice.Connectors.Embedded.Writing;
using Sluice.Engine.Log;

namespace Sluice.Connectors.Embedded.Log;

/// <summary>
/// The log in the database's file. Appends are atomic over all their batches. The frames appended are kept for readers
/// at the tail: do not change their bytes afterwards. The database owns it; disposing it alone does nothing.
/// </summary>
internal sealed class EmbeddedLog(Catalog catalog, TailCache cache, Writer writer, ReadPool readers, CancellationToken closed) : ILog
{
    private readonly LogReader _reader = new(cache, readers, closed);

    public bool PlacesKeys => true;

    public async ValueTask EnsureTopicAsync(TopicSpec topic, CancellationToken cancel)
    {
        if (topic.Partitions is < 1 or > Engine.Limits.PartitionsMax || string.IsNullOrEmpty(topic.Name))
        {
            throw new LogException($"a topic has a name and 1 to {Engine.Limits.PartitionsMax} partitions");
        }

        if (catalog.Find(topic.Name) is { } known)
        {
            EnsureTopicItem.Check(topic, known.Spec.Partitions);
            return;
        }

        await writer.RunAsync(new EnsureTopicItem(catalog, topic, cancel));
    }

    public ValueTask<IReadOnlyList<TopicSpec>> TopicsAsync(CancellationToken cancel) =>
        ValueTask.FromResult<IReadOnlyList<TopicSpec>>([.. catalog.Topics.Select(t => t.Spec)]);

    public async ValueTask<LogBatch> ReadAsync(TopicPartition source, long fromOffset, int maxRecords, int maxBytes, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxRecords, 1);
        try
        {
            return await _reader.ReadAsync(catalog.Get(source), fromOffset, maxRecords, maxBytes, cancel);
        }
        catch (SqliteFault fault)
        {
            throw new LogException($"{source} cannot be read: {fault.Message}", outcomeUnknown: false, fault);
        }
    }

    public ValueTask<IReadOnlyList<OffsetRange>> OffsetsAsync(string topic, CancellationToken cancel)
    {
        try
        {
            return ValueTask.FromResult<IReadOnlyList<OffsetRange>>([.. catalog.Get(topic).Partitions.Select(p => p.Published)]);
        }
        catch (LogException error)
        {
            return ValueTask.FromException<IReadOnlyList<OffsetRange>>(error);
        }
    }

    public async ValueTask<IReadOnlyList<long>> AppendAsync(
        IReadOnlyList<(TopicPartition Target, AppendFrames Records)> batches, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        if (batches.Count == 0)
        {
            return [];
        }

        var checkedBatches = batches.Select(b => (catalog.Get(b.Target), FrameCheck.Split(b.Records))).ToList();
        return await writer.RunAsync(new AppendItem(checkedBatches, cache, cancel));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>Lets readers that wait find out that the database is closed.</summary>
    public void WakeReaders()
    {
        foreach (var partition in catalog.Topics.SelectMany(t => t.Partitions))
        {
            partition.Wake();
        }
    }
}
