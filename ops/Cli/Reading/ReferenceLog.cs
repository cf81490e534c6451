using Sluice.Engine.Log;
using Sluice.Topology.Records;

namespace Sluice.Cli.Reading;

/// <summary>Reference records as they lie in the log: more recent than the books while an engine works them in.</summary>
internal static class ReferenceLog
{
    private const int RecordsAtOnce = 10_000;
    private const int BytesAtOnce = 4 << 20;

    /// <summary>The topic's valid records in order; none without books.</summary>
    public static async Task<IReadOnlyList<ReferenceRecord>> ReadAsync(IBooksReader? reader, string topic, CancellationToken cancel)
    {
        var records = new List<ReferenceRecord>();
        var ends = reader is null ? [] : await reader.OffsetsAsync(topic, cancel);
        for (var partition = 0; partition < ends.Count; partition++)
        {
            for (var next = ends[partition].Start; next < ends[partition].End;)
            {
                var batch = await reader!.ReadLogAsync(new TopicPartition(topic, partition), next, RecordsAtOnce, BytesAtOnce, cancel);
                next = batch.NextOffset;
                Take(topic, batch, records);
            }
        }

        return records;
    }

    private static void Take(string topic, LogBatch batch, List<ReferenceRecord> records)
    {
        foreach (var record in batch)
        {
            if (ReferenceDecoder.TryDecode(topic, record.Key, record.HasKey, record.Value, out var decoded, out _))
            {
                records.Add(decoded!);
            }
        }
    }
}
