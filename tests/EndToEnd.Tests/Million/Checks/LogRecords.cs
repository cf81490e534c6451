using Sluice.Engine.Log;
using Sluice.Oracle.Input;

namespace Sluice.EndToEnd.Tests.Million.Checks;

/// <summary>Reads a log that nobody writes to any more.</summary>
internal static class LogRecords
{
    /// <summary>Every message of the input topics there are, as the oracle takes it.</summary>
    public static async Task<List<OracleRecord>> ReadAsync(ILog log)
    {
        var records = new List<OracleRecord>();
        var topics = (await log.TopicsAsync(CancellationToken.None)).Select(t => t.Name);
        foreach (var topic in Topics.All.Intersect(topics, StringComparer.Ordinal))
        {
            var ranges = await log.OffsetsAsync(topic, CancellationToken.None);
            for (var partition = 0; partition < ranges.Count; partition++)
            {
                var source = new TopicPartition(topic, partition);
                for (var next = ranges[partition].Start; next < ranges[partition].End;)
                {
                    var batch = await log.ReadAsync(source, next, int.MaxValue, 1 << 20, CancellationToken.None);
                    next = Take(batch, records);
                }
            }
        }

        return records;
    }

    private static long Take(LogBatch batch, List<OracleRecord> records)
    {
        foreach (var record in batch)
        {
            records.Add(new OracleRecord(
                batch.Source.Topic, batch.Source.Partition, record.Offset, record.Key.ToArray(), record.Value.ToArray()));
        }

        return batch.NextOffset;
    }
}
