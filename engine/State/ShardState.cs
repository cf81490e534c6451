using System.Buffers.Binary;

namespace Sluice.Engine.State;

/// <summary>
/// A shard's parts and how they become segments: a format byte, then per part that changed its id (byte), its length
/// (int32) and its bytes. Each commit writes one segment; small ones are merged as part of a later commit, from
/// memory, without reading anything back. Owned by the shard's thread.
/// </summary>
public sealed class ShardState
{
    /// <summary>The first byte of every segment this version writes.</summary>
    public const byte Format = 1;

    private readonly SortedDictionary<byte, IStateSection> _sections = [];
    private readonly List<Extent> _extents = [];
    private readonly SegmentBuffer _buffer = new(Format);
    private Dictionary<byte, long> _written = [];

    /// <summary>Bytes of its stored segments.</summary>
    public long Bytes { get; private set; }

    /// <summary>Takes a part under an id that no other part has and that never changes.</summary>
    public T Register<T>(byte id, T section)
        where T : IStateSection
    {
        Invariant.Check(_sections.TryAdd(id, section), "every part of a shard's state has an id of its own");
        return section;
    }

    /// <summary>Takes back a stored segment; they come in the order of their sequence.</summary>
    public void Restore(ReadOnlySpan<byte> segment)
    {
        Invariant.Check(!segment.IsEmpty && segment[0] == Format, "a stored segment has a format this version reads");
        Bytes += segment.Length;
        for (var rest = segment[1..]; !rest.IsEmpty;)
        {
            Invariant.Check(_sections.TryGetValue(rest[0], out var section), "a stored part is known to this version");
            var length = BinaryPrimitives.ReadInt32LittleEndian(rest[1..]);
            section.Restore(rest.Slice(5, length));
            rest = rest[(5 + length)..];
        }

        _written = Marks();
    }

    /// <summary>What changed since the last call, as the segment of commit <paramref name="sequence"/>; empty when nothing did.</summary>
    public (ReadOnlyMemory<byte> Segment, SegmentMerge? Merge) TakeChanges(long sequence)
    {
        var merge = MergeSmall();
        var now = Marks();
        var segment = Encode(_written, now);
        if (segment.Length > 0)
        {
            _extents.Add(new Extent(sequence, _written, segment.Length));
            _written = now;
            Bytes += segment.Length;
        }

        return (segment, merge);
    }

    private SegmentMerge? MergeSmall()
    {
        var first = _extents.Count;
        while (first > 0 && _extents[first - 1].Bytes < Limits.SmallSegmentBytesMax)
        {
            first--;
        }

        if (_extents.Count - first < Limits.SmallSegmentsMax)
        {
            return null;
        }

        var (from, to) = (_extents[first].Sequence, _extents[^1].Sequence);
        var bytes = Encode(_extents[first].Before, _written);
        var merged = new Extent(to, _extents[first].Before, bytes.Length);
        Bytes += merged.Bytes - _extents.Skip(first).Sum(e => (long)e.Bytes);
        _extents.RemoveRange(first, _extents.Count - first);
        _extents.Add(merged);
        return new SegmentMerge(from, to, bytes);
    }

    private ReadOnlyMemory<byte> Encode(Dictionary<byte, long> since, Dictionary<byte, long> until)
    {
        _buffer.Clear();
        foreach (var (id, section) in _sections)
        {
            if (until[id] > since.GetValueOrDefault(id))
            {
                _buffer.Begin(id);
                section.Write(_buffer, since.GetValueOrDefault(id), until[id]);
                _buffer.End();
            }
        }

        return _buffer.Take();
    }

    private Dictionary<byte, long> Marks() => _sections.ToDictionary(s => s.Key, s => s.Value.Mark);

    /// <summary>A segment of this run: its commit, where the parts stood before it, its size.</summary>
    private sealed record Extent(long Sequence, Dictionary<byte, long> Before, int Bytes);
}
