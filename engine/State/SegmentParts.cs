using System.Buffers.Binary;

namespace Sluice.Engine.State;

/// <summary>The parts of a stored segment, in their order: what <c>foreach</c> walks.</summary>
public ref struct SegmentParts
{
    private ReadOnlySpan<byte> _rest;

    public SegmentParts(ReadOnlySpan<byte> segment)
    {
        Invariant.Check(!segment.IsEmpty && segment[0] == ShardState.Format, "a stored segment has a format this version reads");
        _rest = segment[1..];
    }

    public SegmentPart Current { get; private set; }

    public readonly SegmentParts GetEnumerator() => this;

    public bool MoveNext()
    {
        if (_rest.IsEmpty)
        {
            return false;
        }

        var length = BinaryPrimitives.ReadInt32LittleEndian(_rest[1..]);
        Current = new SegmentPart(_rest[0], _rest.Slice(5, length));
        _rest = _rest[(5 + length)..];
        return true;
    }
}

/// <summary>One part of a segment.</summary>
/// <param name="id">Whose it is.</param>
/// <param name="bytes">What the part wrote.</param>
public readonly ref struct SegmentPart(byte id, ReadOnlySpan<byte> bytes)
{
    public byte Id { get; } = id;

    public ReadOnlySpan<byte> Bytes { get; } = bytes;
}
