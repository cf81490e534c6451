using Sluice.Engine.Log;
using Sluice.Engine.Topology;

namespace Sluice.Engine.Shards.Keys;

/// <summary>Claims keys for a shard where nobody has them, and tells each key's owner, in order.</summary>
public delegate ValueTask<IReadOnlyList<int>> KeyClaim(string group, IReadOnlyList<string> keys, CancellationToken cancel);

/// <summary>
/// Sees to it, before a step, that every key of its records has an owner: the shard in whose partition the key was met
/// first on a record that its flow could take, as the store decides. Inputs of one kind of actor share a key's owner. Owned
/// by the shard's stepping loop.
/// </summary>
public sealed class KeyClaims
{
    private readonly int _shard;
    private readonly KeyClaim _claim;
    private readonly Dictionary<string, (KeyGroup Group, RecordCheck? Check)> _topics = new(StringComparer.Ordinal);
    private readonly Dictionary<string, KeyGroup> _groups = new(StringComparer.Ordinal);
    private readonly ForeignKeys _foreign = new();

    private KeyClaims(int shard, KeyClaim claim) => (_shard, _claim) = (shard, claim);

    /// <summary>The claims of a shard on the keys of a topology's streams.</summary>
    /// <param name="knownMax">Keys of a kind that it remembers before it asks anew.</param>
    public static KeyClaims Of<TReference>(Topology<TReference> topology, int shard, KeyClaim claim, int knownMax = Limits.KnownKeysMax)
    {
        var claims = new KeyClaims(shard, claim);
        foreach (var stream in topology.Streams)
        {
            var name = topology.Flows[stream.Flow].ActorKind;
            claims._groups.TryAdd(name, new KeyGroup(name, knownMax));
            claims._topics[stream.Topic] = (claims._groups[name], stream.Check);
        }

        return claims;
    }

    /// <summary>Claims the keys of the batches that were not met before; returns those met so far that are another shard's.</summary>
    public async ValueTask<ForeignKeys> ClaimAsync(IReadOnlyList<LogBatch> batches, CancellationToken cancel)
    {
        foreach (var batch in batches)
        {
            var (group, check) = _topics[batch.Source.Topic];
            group.Meet(batch, check);
        }

        foreach (var group in _groups.Values)
        {
            while (group.New.Count > 0)
            {
                var keys = group.New.Take(Limits.KeysPerClaimMax).ToList();
                var owners = await _claim(group.Name, keys.ConvertAll(static key => KeyName.Of(key)), cancel);
                Invariant.Check(owners.Count == keys.Count, "every claimed key has one owner");
                for (var i = 0; i < keys.Count; i++)
                {
                    if (owners[i] != _shard)
                    {
                        _foreign.Add(group.Name, keys[i], owners[i]);
                    }
                }

                group.Settle(keys.Count);
            }
        }

        return _foreign;
    }
}
