using Sluice.Connectors.Embedded.Sqlite;
using Sluice.Engine.Outputs;

namespace Sluice.Connectors.Embedded.Store;

/// <summary>Gives keys that nobody owns to a shard, and tells the owners of all.</summary>
internal sealed class ClaimKeysItem(string group, int shard, IReadOnlyList<string> keys, CancellationToken cancel)
    : StoreItem<IReadOnlyList<int>>(cancel)
{
    private static readonly string Table = TableSql.Quote(EngineTables.KeyOwner.Name);

    public override long Weight => 256 + (keys.Count * 64L);

    public override void Apply(Connection connection)
    {
        var owners = new int[keys.Count];
        for (var i = 0; i < owners.Length; i++)
        {
            connection.Prepare($"INSERT INTO {Table} (topic_group, key, shard) VALUES (?, ?, ?) ON CONFLICT (topic_group, key) DO NOTHING")
                .Bind(1, group).Bind(2, keys[i]).Bind(3, shard).Run();
            using var owner = connection.Prepare($"SELECT shard FROM {Table} WHERE topic_group = ? AND key = ?");
            owner.Bind(1, group).Bind(2, keys[i]).Step();
            owners[i] = (int)owner.Integer(0);
        }

        Result = owners;
    }
}
