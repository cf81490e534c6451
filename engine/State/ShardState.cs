namespace Sluice.Engine.State;

/// <summary>
/// A shard's parts and how they become segments: a format byte, then per part that changed its id (byte), its length
/// (int32) and its bytes. Each commit writes one segment; small ones are merged as part of a later commit, from
/// memory, without reading anything back; those of earlier runs too. Owned by the shard's thread.
/// </summary>
public sealed class ShardState
{
    /// <summary>The first byte of every segment this version writes.</summary>
    public const byte Format = 1;

    private readonly SortedDictionary<byte, IStateSection> _sections = [];

    // The small segments behind the last large one, in order: what a later commit may merge.
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
    public void Restore(long sequence, ReadOnlySpan<byte> segment)
    {
        var before = _written;
        var length = segment.Length;
        Bytes += length;
        foreach (var part in new SegmentParts(segment))
        {
            Invariant.Check(_sections.TryGetValue(part.Id, out var section), "a stored part is known to this version");
            section.Restore(part.Bytes);
        }

        _written = Marks();
        Note(sequence, before, length);
    }

    /// <summary>What changed since the last call, as the segment of commit <paramref name="sequence"/>; empty when nothing did.</summary>
    public (ReadOnlyMemory<byte> Segment, SegmentMerge? Merge) TakeChanges(long sequence)
    {
        var merge = MergeSmall();
        var now = Marks();
        var segment = Encode(_written, now);
        if (segment.Length > 0)
        {
            Note(sequence, _written, segment.Length);
            _written = now;
            Bytes += segment.Length;
        }

        return (segment, merge);
    }

    private void Note(long sequence, Dictionary<byte, long> before, int bytes)
    {
        if (bytes >= Limits.SmallSegmentBytesMax)
        {
            _extents.Clear();
        }
        else
        {
            _extents.Add(new Extent(sequence, before, bytes));
        }
    }

    /// <summary>
    /// Merges a bounded number, the oldest first. Its parts may hold values as they stand now: the segments behind it
    /// hold the same ones or are overruled by the commit under way.
    /// </summary>
    private SegmentMerge? MergeSmall()
    {
        const int Count = Limits.SmallSegmentsMax;
        if (_extents.Count < Count)
        {
            return null;
        }

        var (first, to) = (_extents[0], _extents[Count - 1].Sequence);
        var bytes = Encode(first.Before, _extents.Count > Count ? _extents[Count].Before : _written);
        Bytes += bytes.Length - _extents.Take(Count).Sum(e => (long)e.Bytes);
        _extents.RemoveRange(0, Count);
        if (bytes.Length < Limits.SmallSegmentBytesMax)
        {
            _extents.Insert(0, new Extent(to, first.Before, bytes.Length));
        }

        return new SegmentMerge(first.Sequence, to, bytes);
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

    /// <summary>A small segment: its commit, where the parts stood before it, and its length.</summary>
    private sealed record Extent(long Sequence, Dictionary<byte, long> Before, int Bytes);
}
