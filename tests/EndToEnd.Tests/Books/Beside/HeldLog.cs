using Sluice.Engine.Log;

namespace Sluice.EndToEnd.Tests.Books.Beside;

/// <summary>
/// A way to a log that, once told to, keeps readers of what was there before waiting: those that read a month anew, and no
/// one else. Safe for concurrent callers.
/// </summary>
internal sealed class HeldLog(ILog log, string topic) : ILog
{
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _waiting = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // Where each partition ended when it was told to; null before.
    private volatile IReadOnlyList<OffsetRange>? _ends;

    public bool PlacesKeys => log.PlacesKeys;

    /// <summary>Completes when a reader waits.</summary>
    public Task Waiting => _waiting.Task;

    public async Task HoldAsync() => _ends = await log.OffsetsAsync(topic, CancellationToken.None);

    public void Release() => _released.TrySetResult();

    public ValueTask EnsureTopicAsync(TopicSpec spec, CancellationToken cancel) => log.EnsureTopicAsync(spec, cancel);

    public ValueTask<IReadOnlyList<TopicSpec>> TopicsAsync(CancellationToken cancel) => log.TopicsAsync(cancel);

    public async ValueTask<LogBatch> ReadAsync(TopicPartition source, long fromOffset, int maxRecords, int maxBytes, CancellationToken cancel)
    {
        if (source.Topic == topic && _ends is { } ends && fromOffset < ends[source.Partition].End)
        {
            _waiting.TrySetResult();
            await _released.Task.WaitAsync(cancel);
        }

        return await log.ReadAsync(source, fromOffset, maxRecords, maxBytes, cancel);
    }

    public ValueTask<IReadOnlyList<OffsetRange>> OffsetsAsync(string name, CancellationToken cancel) => log.OffsetsAsync(name, cancel);

    public ValueTask<IReadOnlyList<long>> AppendAsync(IReadOnlyList<(TopicPartition Target, AppendFrames Records)> batches, CancellationToken cancel) =>
        log.AppendAsync(batches, cancel);

    /// <summary>The database owns its log.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
