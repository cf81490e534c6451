using System.Diagnostics;
using Sluice.Engine.Log;

namespace Sluice.Bench;

/// <summary>
/// A way to a log that notes when what it held at a moment began to be read again, and when that ended. Live processing is
/// past that by then, so it is a command's reading. Safe for concurrent callers.
/// </summary>
internal sealed class ReplaySpan(ILog log, string topic) : ILog
{
    private readonly Lock _gate = new();
    private IReadOnlyList<OffsetRange> _ends = [];
    private (long First, long Last) _span;

    public bool PlacesKeys => log.PlacesKeys;

    /// <summary>From the first read to the end of the last.</summary>
    public TimeSpan Took
    {
        get
        {
            lock (_gate)
            {
                return Stopwatch.GetElapsedTime(_span.First, _span.Last);
            }
        }
    }

    /// <summary>Begins to note.</summary>
    public async Task BeginAsync()
    {
        var ends = await log.OffsetsAsync(topic, default);
        lock (_gate)
        {
            (_ends, _span) = (ends, default);
        }
    }

    public async ValueTask<LogBatch> ReadAsync(TopicPartition source, long fromOffset, int maxRecords, int maxBytes, CancellationToken cancel)
    {
        var began = Stopwatch.GetTimestamp();
        var batch = await log.ReadAsync(source, fromOffset, maxRecords, maxBytes, cancel);
        lock (_gate)
        {
            if (source.Topic == topic && source.Partition < _ends.Count && fromOffset < _ends[source.Partition].End)
            {
                _span = (_span.First == 0 ? began : _span.First, Stopwatch.GetTimestamp());
            }
        }

        return batch;
    }

    public ValueTask EnsureTopicAsync(TopicSpec spec, CancellationToken cancel) => log.EnsureTopicAsync(spec, cancel);

    public ValueTask<IReadOnlyList<TopicSpec>> TopicsAsync(CancellationToken cancel) => log.TopicsAsync(cancel);

    public ValueTask<IReadOnlyList<OffsetRange>> OffsetsAsync(string name, CancellationToken cancel) => log.OffsetsAsync(name, cancel);

    public ValueTask<IReadOnlyList<long>> AppendAsync(IReadOnlyList<(TopicPartition Target, AppendFrames Records)> batches, CancellationToken cancel) =>
        log.AppendAsync(batches, cancel);

    /// <summary>The database owns its log.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
