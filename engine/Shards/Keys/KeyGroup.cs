using Sluice.Engine.Log;
using Sluice.Engine.Topology;

namespace Sluice.Engine.Shards.Keys;

/// <summary>The keys of one kind that a shard has met. Owned by the shard's stepping loop.</summary>
internal sealed class KeyGroup(string name, int knownMax)
{
    private readonly HashSet<byte[]> _met = new(KeyBytes.Comparer);
    private readonly List<byte[]> _new = [];

    public string Name { get; } = name;

    /// <summary>Keys met for the first time whose owner is not known yet.</summary>
    public IReadOnlyList<byte[]> New => _new;

    /// <summary>Meets the keys of a batch; a null or empty key names nobody. Allocates for a new key only.</summary>
    /// <param name="check">Whether a record is one: what is none, books nothing, and so says nothing of its key's place.</param>
    public void Meet(LogBatch batch, RecordCheck? check)
    {
        var met = _met.GetAlternateLookup<ReadOnlySpan<byte>>();
        ReadOnlySpan<byte> previous = default;
        foreach (var record in batch)
        {
            var key = record.Key;
            if (key.IsEmpty || key.SequenceEqual(previous))
            {
                continue;
            }

            if (!met.Contains(key))
            {
                if (check?.Invoke(record) == false)
                {
                    continue;
                }

                var kept = key.ToArray();
                _met.Add(kept);
                _new.Add(kept);
            }

            previous = key;
        }
    }

    /// <summary>The owners of the first <paramref name="count"/> new keys are known.</summary>
    public void Settle(int count)
    {
        _new.RemoveRange(0, count);
        if (_new.Count == 0 && _met.Count > knownMax)
        {
            // Whoever is forgotten is asked for again, with the same answer.
            _met.Clear();
        }
    }
}
