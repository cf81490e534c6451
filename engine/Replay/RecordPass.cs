using Sluice.Engine.Control;
using Sluice.Engine.Log;
using Sluice.Engine.Shards.Keys;

namespace Sluice.Engine.Replay;

/// <summary>Hands over the records that a shard takes, and leaves out those that it sets aside.</summary>
/// <param name="quarantined">Offsets of records that its flow failed on.</param>
/// <param name="foreign">Keys (as <see cref="KeyName"/> writes them) that another shard owns.</param>
internal sealed class RecordPass(RecordSink sink, IReadOnlySet<long> quarantined, IReadOnlySet<string> foreign)
{
    /// <summary>Those of a batch with offsets from <paramref name="from"/> to below <paramref name="to"/>.</summary>
    public void HandOver(LogBatch batch, long from, long to)
    {
        foreach (var record in batch)
        {
            if (record.Offset >= to)
            {
                return;
            }

            var isAside = record.Offset < from
                || (quarantined.Count > 0 && quarantined.Contains(record.Offset))
                || (foreign.Count > 0 && foreign.Contains(KeyName.Of(record.Key)));
            if (!isAside)
            {
                sink(record);
            }
        }
    }
}
