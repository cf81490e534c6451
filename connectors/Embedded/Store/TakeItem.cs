using Sluice.Connectors.Embedded.Sqlite;
using Sluice.Engine.State;

namespace Sluice.Connectors.Embedded.Store;

/// <summary>Takes a shard. It runs behind every commit queued before it, which is the wait for the earlier owner.</summary>
internal sealed class TakeItem(int shard, CancellationToken cancel) : StoreItem<ShardLease>(cancel)
{
    public override void Apply(Connection connection)
    {
        connection.Prepare(
            """
            INSERT INTO engine_shards (shard, epoch, sequence, positions) VALUES (?, 1, 0, '{}')
            ON CONFLICT (shard) DO UPDATE SET epoch = epoch + 1
            """).Bind(1, shard).Run();
        using var query = connection.Prepare("SELECT epoch, sequence, positions FROM engine_shards WHERE shard = ?");
        query.Bind(1, shard).Step();
        Result = new ShardLease(shard, query.Integer(0), query.Integer(1), Positions.Parse(query.Text(2)));
    }
}
