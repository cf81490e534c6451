using Sluice.Engine.Control;
using Sluice.Engine.Log;
using Sluice.Engine.Shards.Keys;

namespace Sluice.Engine.Replay;

/// <summary>Hands over the records that a shard takes, and leaves out those that it sets aside.</summary>
internal sealed class RecordPass(RecordSink sink, IReadOnlySet<long> quarantined, string actorKind, int shard)
{
    /// <summary>Those of a batch with offsets from <paramref name="from"/> to below <paramref name="to"/>.</summary>
    public void HandOver(LogBatch batch, long from, long to, ForeignKeys? foreign)
    {
        foreach (var record in batch)
        {
            if (record.Offset >= to)
            {
                return;
            }

            var isAside = record.Offset < from
                || (quarantined.Count > 0 && quarantined.Contains(record.Offset))
                || (foreign is { IsEmpty: false } && foreign.ReasonAgainst(actorKind, record.Key, shard) is not null);
            if (!isAside)
            {
                sink(record);
            }
        }
    }
}
