using Sluice.Engine.Outputs;

namespace Sluice.Engine.Shards.Keys;

/// <summary>
/// Keys that lie in a shard's partition and belong to another shard: an input of its steps. Only ever grows. Owned by
/// the shard's thread.
/// </summary>
public sealed class ForeignKeys
{
    private readonly Dictionary<string, Dictionary<byte[], int>> _groups = new(StringComparer.Ordinal);

    /// <summary>Whether no key is known to be another's, as it should be.</summary>
    public bool IsEmpty => _groups.Count == 0;

    /// <summary>Notes that another shard owns a key.</summary>
    public void Add(string group, byte[] key, int owner)
    {
        if (!_groups.TryGetValue(group, out var keys))
        {
            _groups[group] = keys = new Dictionary<byte[], int>(KeyBytes.Comparer);
        }

        keys[key] = owner;
    }

    /// <summary>Why a record with this key is not taken by the shard, or null where it is.</summary>
    /// <param name="group">What the key stands for, such as <c>client</c>.</param>
    public DeadLetterReason? ReasonAgainst(string group, ReadOnlySpan<byte> key, int shard)
    {
        if (!_groups.TryGetValue(group, out var keys) || !keys.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(key, out var owner))
        {
            return null;
        }

        var name = KeyName.Of(key);
        return new DeadLetterReason($"{group} {name} is in partitions {Math.Min(owner, shard)} and {Math.Max(owner, shard)}", "key", name);
    }
}
