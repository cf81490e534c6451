using Sluice.Engine.State;
using Sluice.Engine.Topology;

namespace Sluice.Engine.Shards.Keys;

/// <summary>Claims of a running shard: at its store, for as long as it takes.</summary>
internal static class KeyClaiming
{
    public static KeyClaims For<TReference>(Topology<TReference> topology, int shard, IStore store, EngineOptions options)
    {
        var retry = new Retry(options, $"shard {shard}, owners of keys", salt: shard);
        return KeyClaims.Of(
            topology,
            shard,
            async (group, keys, cancel) => await retry.RunAsync(() => AskAsync(store, group, shard, keys, cancel), cancel));
    }

    /// <summary>A claim whose outcome is unknown is simply made again, so it is as good as refused.</summary>
    private static async ValueTask<IReadOnlyList<int>> AskAsync(
        IStore store, string group, int shard, IReadOnlyList<string> keys, CancellationToken cancel)
    {
        try
        {
            return await store.ClaimKeysAsync(group, shard, keys, cancel);
        }
        catch (CommitUnknownException unknown)
        {
            throw new StoreException(unknown.Message, unknown);
        }
    }
}
