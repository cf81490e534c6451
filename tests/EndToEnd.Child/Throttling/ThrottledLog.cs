using Sluice.Engine.Log;
using Sluice.Topology;

namespace Sluice.EndToEnd.Child.Throttling;

/// <summary>A log whose reports come at a bounded rate and up to a bounded number; reference data comes freely.</summary>
internal sealed class ThrottledLog(ILog log, Allowance allowance) : ILog
{
    public bool PlacesKeys => log.PlacesKeys;

    public ValueTask EnsureTopicAsync(TopicSpec topic, CancellationToken cancel) => log.EnsureTopicAsync(topic, cancel);

    public ValueTask<IReadOnlyList<TopicSpec>> TopicsAsync(CancellationToken cancel) => log.TopicsAsync(cancel);

    public async ValueTask<LogBatch> ReadAsync(TopicPartition source, long fromOffset, int maxRecords, int maxBytes, CancellationToken cancel)
    {
        if (source.Topic != FinanceTopics.Reports)
        {
            return await log.ReadAsync(source, fromOffset, maxRecords, maxBytes, cancel);
        }

        var reserved = allowance.Reserve(maxRecords);
        if (reserved == 0)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancel);
        }

        var batch = await log.ReadAsync(source, fromOffset, reserved, maxBytes, cancel);
        allowance.Return(reserved - batch.Count);
        await allowance.SpendAsync(batch.Count, cancel);
        return batch;
    }

    public ValueTask<IReadOnlyList<OffsetRange>> OffsetsAsync(string topic, CancellationToken cancel) => log.OffsetsAsync(topic, cancel);

    public ValueTask<IReadOnlyList<long>> AppendAsync(
        IReadOnlyList<(TopicPartition Target, AppendFrames Records)> batches, CancellationToken cancel) => log.AppendAsync(batches, cancel);

    /// <summary>The database owns its log.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
