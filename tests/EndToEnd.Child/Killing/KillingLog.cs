using Sluice.Engine.Log;
using Sluice.Engine.Testing.Faults;

namespace Sluice.EndToEnd.Child.Killing;

/// <summary>A way to a log that passes a tripwire before and after each call. Safe for concurrent callers, as the log is.</summary>
internal sealed class KillingLog(ILog log, Tripwire wire) : ILog
{
    public bool PlacesKeys => log.PlacesKeys;

    public async ValueTask EnsureTopicAsync(TopicSpec topic, CancellationToken cancel)
    {
        wire.Pass(FaultPoint.LogTopics);
        await log.EnsureTopicAsync(topic, cancel);
    }

    public async ValueTask<IReadOnlyList<TopicSpec>> TopicsAsync(CancellationToken cancel)
    {
        wire.Pass(FaultPoint.LogTopics);
        return await log.TopicsAsync(cancel);
    }

    public async ValueTask<LogBatch> ReadAsync(TopicPartition source, long fromOffset, int maxRecords, int maxBytes, CancellationToken cancel)
    {
        wire.Pass(FaultPoint.LogRead);
        var batch = await log.ReadAsync(source, fromOffset, maxRecords, maxBytes, cancel);
        wire.Pass(FaultPoint.LogReadDone);
        return batch;
    }

    public async ValueTask<IReadOnlyList<OffsetRange>> OffsetsAsync(string topic, CancellationToken cancel)
    {
        wire.Pass(FaultPoint.LogOffsets);
        return await log.OffsetsAsync(topic, cancel);
    }

    public async ValueTask<IReadOnlyList<long>> AppendAsync(
        IReadOnlyList<(TopicPartition Target, AppendFrames Records)> batches, CancellationToken cancel)
    {
        wire.Pass(FaultPoint.LogAppend);
        var offsets = await log.AppendAsync(batches, cancel);
        wire.Pass(FaultPoint.LogAppendApplied);
        return offsets;
    }

    /// <summary>The database owns its log.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
