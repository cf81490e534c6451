using Sluice.Engine.State;

namespace Sluice.Engine.Actors;

/// <summary>
/// The holder of one key's running figures: everything about the key happens here, one record at a time, in the order
/// of its partition. Never touched by two threads, so it needs no lock.
/// </summary>
public abstract class KeyedActor(int number, string key)
{
    /// <summary>The key's number on its shard; facts refer to the actor by it.</summary>
    public int Number { get; } = number;

    public string Key { get; } = key;
}

/// <summary>The actors of one kind on one shard, by key; made at the first record of a key.</summary>
public sealed class ActorTable<TActor>(StringTable keys, Func<int, string, TActor> create)
    where TActor : KeyedActor
{
    private readonly List<TActor> _actors = [];

    /// <summary>All actors, by number.</summary>
    public IReadOnlyList<TActor> All
    {
        get
        {
            FillUp();
            return _actors;
        }
    }

    /// <summary>The actor with a number.</summary>
    public TActor this[int number] => _actors.Count > number ? _actors[number] : All[number];

    /// <summary>The actor of a key, made now if there is none.</summary>
    public TActor Of(ReadOnlySpan<byte> key) => this[keys.Number(key)];

    /// <summary>The actor of a key, or null.</summary>
    public TActor? Find(ReadOnlySpan<byte> key)
    {
        var number = keys.Find(key);
        return number < 0 ? null : this[number];
    }

    private void FillUp()
    {
        while (_actors.Count < keys.Count)
        {
            _actors.Add(create(_actors.Count, keys.Text(_actors.Count)));
        }
    }
}
