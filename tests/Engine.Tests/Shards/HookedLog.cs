using Sluice.Engine.Log;

namespace Sluice.Engine.Tests.Shards;

/// <summary>A log that tells of every call before (of reads and appends also after) it is passed on; what a hook throws, the caller gets.</summary>
internal sealed class HookedLog(ILog log) : ILog
{
    public Func<TopicPartition, CancellationToken, ValueTask> BeforeRead { get; init; } = static (_, _) => default;

    public Action<LogBatch> AfterRead { get; init; } = static _ => { };

    public Func<Task> BeforeAppend { get; init; } = static () => Task.CompletedTask;

    public Action<string> BeforeAppendTo { get; init; } = static _ => { };

    public Action<IReadOnlyList<(TopicPartition Target, AppendFrames Records)>> AfterAppend { get; init; } = static _ => { };

    public bool PlacesKeys => log.PlacesKeys;

    public Action BeforeTopic { get; init; } = static () => { };

    public ValueTask EnsureTopicAsync(TopicSpec topic, CancellationToken cancel)
    {
        BeforeTopic();
        return log.EnsureTopicAsync(topic, cancel);
    }

    public ValueTask<IReadOnlyList<TopicSpec>> TopicsAsync(CancellationToken cancel) => log.TopicsAsync(cancel);

    public async ValueTask<LogBatch> ReadAsync(TopicPartition source, long fromOffset, int maxRecords, int maxBytes, CancellationToken cancel)
    {
        await BeforeRead(source, cancel);
        var batch = await log.ReadAsync(source, fromOffset, maxRecords, maxBytes, cancel);
        AfterRead(batch);
        return batch;
    }

    public ValueTask<IReadOnlyList<OffsetRange>> OffsetsAsync(string topic, CancellationToken cancel) => log.OffsetsAsync(topic, cancel);

    public async ValueTask<IReadOnlyList<long>> AppendAsync(IReadOnlyList<(TopicPartition Target, AppendFrames Records)> batches, CancellationToken cancel)
    {
        await BeforeAppend();
        batches.Select(b => b.Target.Topic).Distinct().ToList().ForEach(BeforeAppendTo);
        var offsets = await log.AppendAsync(batches, cancel);
        AfterAppend(batches);
        return offsets;
    }

    public ValueTask DisposeAsync() => default;
}
