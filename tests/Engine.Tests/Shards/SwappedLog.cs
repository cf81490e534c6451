using Sluice.Engine.Log;

namespace Sluice.Engine.Tests.Shards;

/// <summary>A log under which another is put without any read being refused: those that wait go on in the other.</summary>
internal sealed class SwappedLog(ILog first) : ILog
{
    private volatile ILog _log = first;
    private int _looks;
    private volatile CancellationTokenSource _swapped = new();

    /// <summary>What it says it holds of every topic; null for what it does hold.</summary>
    public IReadOnlyList<OffsetRange>? Offsets { get; init; }

    /// <summary>Times it was asked for its offsets.</summary>
    public int Looks => Volatile.Read(ref _looks);

    public bool PlacesKeys => false;

    public void Swap(ILog other)
    {
        var swapped = _swapped;
        (_log, _swapped) = (other, new CancellationTokenSource());
        swapped.Cancel();
    }

    public async ValueTask<LogBatch> ReadAsync(TopicPartition source, long fromOffset, int maxRecords, int maxBytes, CancellationToken cancel)
    {
        while (true)
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, _swapped.Token);
            try
            {
                return await _log.ReadAsync(source, fromOffset, maxRecords, maxBytes, either.Token);
            }
            catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
            {
                // Swapped.
            }
        }
    }

    public ValueTask EnsureTopicAsync(TopicSpec topic, CancellationToken cancel) => _log.EnsureTopicAsync(topic, cancel);

    public ValueTask<IReadOnlyList<TopicSpec>> TopicsAsync(CancellationToken cancel) => _log.TopicsAsync(cancel);

    public ValueTask<IReadOnlyList<OffsetRange>> OffsetsAsync(string topic, CancellationToken cancel)
    {
        Interlocked.Increment(ref _looks);
        return Offsets is null ? _log.OffsetsAsync(topic, cancel) : new(Offsets);
    }

    public ValueTask<IReadOnlyList<long>> AppendAsync(IReadOnlyList<(TopicPartition Target, AppendFrames Records)> batches, CancellationToken cancel) =>
        _log.AppendAsync(batches, cancel);

    public ValueTask DisposeAsync()
    {
        _swapped.Dispose();
        return default;
    }
}
