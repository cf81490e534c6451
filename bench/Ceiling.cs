using Sluice.Engine;
using Sluice.Engine.Log;
using Sluice.Topology.Records;

namespace Sluice.Bench;

/// <summary>What no flow can beat: the engine's own reader and decoder over a log, with nothing done.</summary>
internal static class Ceiling
{
    /// <summary>Reads a partition to the given end, on the calling flow; returns how many reports decoded.</summary>
    public static async Task<long> DecodeAsync(ILog log, TopicPartition source, long end)
    {
        var (decoder, records) = (new ReportDecoder(), 0L);
        for (var next = 0L; next < end;)
        {
            var batch = await log.ReadAsync(source, next, Limits.BatchRecordsMax, Limits.BatchBytesMax, default);
            next = batch.NextOffset;
            foreach (var record in batch)
            {
                records += decoder.TryDecode(record.Key, record.HasKey, record.Value, out _, out _) ? 1 : 0;
            }

            batch.Release();
        }

        return records;
    }
}
