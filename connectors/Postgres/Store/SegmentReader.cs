using System.Buffers;
using System.Data;
using Npgsql;
using Sluice.Connectors.Postgres.Connections;
using Sluice.Engine.State;

namespace Sluice.Connectors.Postgres.Store;

/// <summary>Hands over segments a bounded number at a time, in short reads.</summary>
internal static class SegmentReader
{
    private const string Page = "SELECT sequence, bytes FROM engine_segments WHERE shard = $1 AND sequence > $2 ORDER BY sequence LIMIT $3";
    private const string Epoch = "SELECT 1 FROM engine_shards WHERE shard = $1 AND epoch = $2";

    /// <summary>Hands over the next segments; returns the last one's sequence, or null when there are no more.</summary>
    /// <exception cref="FencedException">The shard was taken since: its segments may have been merged under this read.</exception>
    public static async ValueTask<long?> ReadAsync(NpgsqlConnection connection, ShardLease lease, long after, SegmentSink sink, CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new Statement(Page, lease.Shard, after, PostgresLimits.SegmentsPerRead).ToCommand());

        // Asked after the page: an epoch that stands now stood when the page was read.
        batch.BatchCommands.Add(new Statement(Epoch, lease.Shard, lease.Epoch).ToCommand());
        await using var reader = await batch.ExecuteReaderAsync(CommandBehavior.SequentialAccess, cancel);
        var (count, last) = (0, after);
        while (await reader.ReadAsync(cancel))
        {
            last = reader.GetInt64(0);
            count++;
            HandOver(reader, last, sink);
        }

        await reader.NextResultAsync(cancel);
        return await reader.ReadAsync(cancel)
            ? count == PostgresLimits.SegmentsPerRead ? last : null
            : throw new FencedException($"shard {lease.Shard} was taken from epoch {lease.Epoch} while it loaded");
    }

    private static void HandOver(NpgsqlDataReader reader, long sequence, SegmentSink sink)
    {
        var length = (int)reader.GetBytes(1, 0, null, 0, 0);
        var bytes = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            for (var have = 0; have < length;)
            {
                have += (int)reader.GetBytes(1, have, bytes, have, length - have);
            }

            sink(sequence, bytes.AsSpan(0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }
}
