using System.Collections.Immutable;
using System.Text.Json;
using Sluice.Engine.Log;

namespace Sluice.Engine.State;

/// <summary>Per partition, the offset to read next; absent means the beginning. Immutable.</summary>
public sealed class Positions : IEquatable<Positions>
{
    public static readonly Positions None = new(ImmutableSortedDictionary<TopicPartition, long>.Empty);

    private readonly ImmutableSortedDictionary<TopicPartition, long> _next;

    private Positions(ImmutableSortedDictionary<TopicPartition, long> next) => _next = next;

    public long this[TopicPartition source] => _next.GetValueOrDefault(source);

    /// <summary>The partitions with a position, in order.</summary>
    public IEnumerable<KeyValuePair<TopicPartition, long>> All => _next;

    /// <summary>The same with one partition moved on.</summary>
    public Positions With(TopicPartition source, long next)
    {
        Invariant.Check(next >= this[source], "a position never moves back");
        return new Positions(_next.SetItem(source, next));
    }

    /// <summary>Those of the given topics alone.</summary>
    public Positions Of(IEnumerable<string> topics)
    {
        var wanted = topics.ToHashSet(StringComparer.Ordinal);
        return new Positions(_next.Where(p => wanted.Contains(p.Key.Topic)).ToImmutableSortedDictionary());
    }

    /// <summary>What both have reached: of each partition the lesser position.</summary>
    public Positions Least(Positions other) =>
        new(_next.Where(p => other._next.ContainsKey(p.Key)).ToImmutableSortedDictionary(p => p.Key, p => Math.Min(p.Value, other[p.Key])));

    /// <summary>One JSON object, <c>{"topic/partition": offset}</c>, partitions in order.</summary>
    public string ToJson() => JsonSerializer.Serialize(_next.ToDictionary(p => p.Key.ToString(), p => p.Value));

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    public static Positions Parse(string json)
    {
        var entries = JsonSerializer.Deserialize<Dictionary<string, long>>(json) ?? [];
        return new Positions(entries.ToImmutableSortedDictionary(e => ParseSource(e.Key), e => e.Value));
    }

    public bool Equals(Positions? other) => other is not null && _next.SequenceEqual(other._next);

    public override bool Equals(object? obj) => Equals(obj as Positions);

    public override int GetHashCode() => _next.Count;

    public override string ToString() => ToJson();

    private static TopicPartition ParseSource(string text)
    {
        var slash = text.LastIndexOf('/');
        return new TopicPartition(text[..slash], int.Parse(text.AsSpan(slash + 1)));
    }
}
