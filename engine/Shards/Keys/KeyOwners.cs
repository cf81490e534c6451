using System.Text;
using Sluice.Engine.Log;
using Sluice.Engine.Outputs;
using Sluice.Engine.State;
using Sluice.Engine.Topology;

namespace Sluice.Engine.Shards.Keys;

/// <summary>Looks up which shards have keys; claims none.</summary>
internal static class KeyOwners
{
    /// <summary>The owner of each key, in order: where the log places keys itself, that place; else null where nobody has met it.</summary>
    /// <exception cref="StoreException">The store cannot be asked now.</exception>
    public static async ValueTask<IReadOnlyList<int?>> OfAsync<TReference>(
        Topology<TReference> topology, string topic, IReadOnlyList<string> keys, ILog log, IStore store, int shards, CancellationToken cancel)
    {
        if (log.PlacesKeys || keys.Count == 0)
        {
            return [.. keys.Select(key => (int?)Partitioner.PartitionOf(Encoding.UTF8.GetBytes(key), shards))];
        }

        var table = EngineTables.KeyOwner;
        var group = topology.Flows[topology.Streams.First(s => s.Topic == topic).Flow].ActorKind;
        var rows = await store.ReadGroupsAsync(
            table, [table.Columns[0].Name, table.Columns[1].Name], [.. keys.Select(key => new object?[] { group, KeyName.Of(Encoding.UTF8.GetBytes(key)) })], cancel);
        return [.. rows.Select(row => row.Count == 0 ? (int?)null : (int)(long)row[0][2]!)];
    }
}
