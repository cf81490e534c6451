using Sluice.Engine.Log;
using Sluice.Engine.Testing.Memory;

namespace Sluice.Simulation.Checking;

/// <summary>Reads a log that nobody writes to any more.</summary>
internal static class LogContents
{
    /// <summary>The batch at an offset, or null where no record lies at it or behind it.</summary>
    public static LogBatch? At(InMemoryLog log, TopicPartition source, long offset)
    {
        using var now = new CancellationTokenSource();
        var read = log.ReadAsync(source, offset, int.MaxValue, int.MaxValue, now.Token).AsTask();
        now.Cancel();
        return read.IsCompletedSuccessfully ? read.Result : null;
    }

    /// <summary>Number of partitions of a topic.</summary>
    public static int Partitions(InMemoryLog log, string topic) => log.OffsetsAsync(topic, CancellationToken.None).Now().Count;

    /// <summary>All batches of a topic, partition after partition, from the first retained record on.</summary>
    public static IEnumerable<LogBatch> Batches(InMemoryLog log, string topic)
    {
        var ranges = log.OffsetsAsync(topic, CancellationToken.None).Now();
        for (var partition = 0; partition < ranges.Count; partition++)
        {
            var source = new TopicPartition(topic, partition);
            for (var next = ranges[partition].Start; At(log, source, next) is { } batch; next = batch.NextOffset)
            {
                yield return batch;
            }
        }
    }
}
