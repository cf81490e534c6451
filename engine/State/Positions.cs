using System.Collections.Immutable;
using Sluice.Engine.Log;

namespace Sluice.Engine.State;

/// <summary>
/// Per partition, the offset to read next; absent means the beginning. With it may stand the mark of the last record
/// before it, as evidence of the log it was reached in: positions are equal whose offsets are. Immutable.
/// </summary>
public sealed class Positions : IEquatable<Positions>
{
    public static readonly Positions None = new(ImmutableSortedDictionary<TopicPartition, MarkedOffset>.Empty);

    private readonly ImmutableSortedDictionary<TopicPartition, MarkedOffset> _next;

    private Positions(ImmutableSortedDictionary<TopicPartition, MarkedOffset> next) => _next = next;

    public long this[TopicPartition source] => _next.GetValueOrDefault(source).Next;

    /// <summary>The partitions with a position, in order.</summary>
    public IEnumerable<KeyValuePair<TopicPartition, long>> All => _next.Select(static p => KeyValuePair.Create(p.Key, p.Value.Next));

    /// <summary>The last record before a position; null where it is not known.</summary>
    public RecordMark? MarkOf(TopicPartition source) => _next.GetValueOrDefault(source).Last;

    /// <summary>The same with one partition moved on.</summary>
    /// <param name="source">Which.</param>
    /// <param name="next">The offset to read next there.</param>
    /// <param name="last">The last record before it; null keeps the one known, as behind a gap.</param>
    public Positions With(TopicPartition source, long next, RecordMark? last = null)
    {
        var before = _next.GetValueOrDefault(source);
        Invariant.Check(next >= before.Next, "a position never moves back");
        Invariant.Check(last is null || last.Value.Offset < next, "the last record read lies before the position");
        return new Positions(_next.SetItem(source, new MarkedOffset(next, last ?? before.Last)));
    }

    /// <summary>Those of the given topics alone, without marks.</summary>
    public Positions Of(IEnumerable<string> topics)
    {
        var wanted = topics.ToHashSet(StringComparer.Ordinal);
        return Of(_next.Where(p => wanted.Contains(p.Key.Topic)).Select(p => KeyValuePair.Create(p.Key, p.Value.Next)));
    }

    /// <summary>That of one partition alone, with its mark.</summary>
    public Positions Only(TopicPartition source) => new(_next.RemoveRange(_next.Keys.Where(k => k != source)));

    /// <summary>What both have reached: of each partition the lesser position, without marks.</summary>
    public Positions Least(Positions other) =>
        Of(_next.Where(p => other._next.ContainsKey(p.Key)).Select(p => KeyValuePair.Create(p.Key, Math.Min(p.Value.Next, other[p.Key]))));

    /// <summary>
    /// One JSON object, partitions in order: <c>{"topic/partition": offset}</c>, and where the last record is known
    /// <c>{"topic/partition": "offset after offset:hash"}</c>.
    /// </summary>
    public string ToJson() => PositionsJson.Write(_next);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    public static Positions Parse(string json) => new(PositionsJson.Read(json));

    public bool Equals(Positions? other) => other is not null && All.SequenceEqual(other.All);

    public override bool Equals(object? obj) => Equals(obj as Positions);

    public override int GetHashCode() => _next.Count;

    public override string ToString() => ToJson();

    private static Positions Of(IEnumerable<KeyValuePair<TopicPartition, long>> next) =>
        new(next.ToImmutableSortedDictionary(p => p.Key, p => new MarkedOffset(p.Value, null)));
}
