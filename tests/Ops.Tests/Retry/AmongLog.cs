using Sluice.Engine.Log;

namespace Sluice.Ops.Tests.Retry;

/// <summary>A log on which strangers append, too: so many records behind each batch, and so between two batches.</summary>
internal sealed class AmongLog(ILog log, int strangers) : ILog
{
    public bool PlacesKeys => log.PlacesKeys;

    public ValueTask EnsureTopicAsync(TopicSpec topic, CancellationToken cancel) => log.EnsureTopicAsync(topic, cancel);

    public ValueTask<IReadOnlyList<TopicSpec>> TopicsAsync(CancellationToken cancel) => log.TopicsAsync(cancel);

    public ValueTask<LogBatch> ReadAsync(TopicPartition source, long fromOffset, int maxRecords, int maxBytes, CancellationToken cancel) =>
        log.ReadAsync(source, fromOffset, maxRecords, maxBytes, cancel);

    public ValueTask<IReadOnlyList<OffsetRange>> OffsetsAsync(string topic, CancellationToken cancel) => log.OffsetsAsync(topic, cancel);

    public async ValueTask<IReadOnlyList<long>> AppendAsync(IReadOnlyList<(TopicPartition Target, AppendFrames Records)> batches, CancellationToken cancel)
    {
        var first = new List<long>();
        foreach (var (target, frames) in batches)
        {
            // What a batch of several records cannot promise here, it does not keep: a stranger comes after its first record.
            first.AddRange(await log.AppendAsync([(target, One(frames, 0))], cancel));
            for (var i = 0; i < strangers; i++)
            {
                await log.AppendAsync([(target, Stranger())], cancel);
            }

            for (var i = 1; i < frames.Count; i++)
            {
                await log.AppendAsync([(target, One(frames, i))], cancel);
            }
        }

        return first;
    }

    public ValueTask DisposeAsync() => default;

    private static AppendFrames One(AppendFrames frames, int index)
    {
        var (position, builder) = (0, new LogBatchBuilder());
        for (var i = 0; ; i++)
        {
            var record = Frames.Read(frames.Bytes.Span, 0, ref position);
            if (i == index)
            {
                builder.Add(record.HasKey, record.Key, record.HasValue, record.Value, record.TimestampMs);
                return builder.Take();
            }
        }
    }

    private static AppendFrames Stranger()
    {
        var builder = new LogBatchBuilder();
        builder.Add([1], "a stranger's"u8, timestampMs: 0);
        return builder.Take();
    }
}
