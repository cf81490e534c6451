using Sluice.Connectors.Embedded.Sqlite;
using Sluice.Engine.State;

namespace Sluice.Connectors.Embedded.Store;

/// <summary>Hands over segments a bounded number at a time, so that no read stays open while a shard loads.</summary>
internal static class SegmentReader
{
    /// <summary>Hands over the next segments; returns the last one's sequence, or null when there are no more.</summary>
    /// <exception cref="FencedException">The shard was taken since: its segments may have been merged under this read.</exception>
    public static long? Read(Connection connection, ShardLease lease, long after, SegmentSink sink)
    {
        using var query = connection.Prepare(
            """
            SELECT sequence, bytes FROM engine_segments
            WHERE shard = ?1 AND sequence > ?2 AND EXISTS (SELECT 1 FROM engine_shards WHERE shard = ?1 AND epoch = ?3)
            ORDER BY sequence LIMIT ?4
            """);
        query.Bind(1, lease.Shard).Bind(2, after).Bind(3, lease.Epoch).Bind(4, EmbeddedLimits.SegmentsPerRead);
        var (count, last) = (0, after);
        while (query.Step())
        {
            last = query.Integer(0);
            count++;
            sink(last, query.Bytes(1));
        }

        query.Dispose();
        RequireCurrent(connection, lease);
        return count == EmbeddedLimits.SegmentsPerRead ? last : null;
    }

    private static void RequireCurrent(Connection connection, ShardLease lease)
    {
        using var query = connection.Prepare("SELECT 1 FROM engine_shards WHERE shard = ? AND epoch = ?");
        if (!query.Bind(1, lease.Shard).Bind(2, lease.Epoch).Step())
        {
            throw new FencedException($"shard {lease.Shard} was taken from epoch {lease.Epoch} while it loaded");
        }
    }
}
