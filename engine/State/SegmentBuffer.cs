using System.Buffers;
using System.Buffers.Binary;

namespace Sluice.Engine.State;

/// <summary>Takes the parts of a segment one behind the other; used again for every commit. Owned by the shard's thread.</summary>
internal sealed class SegmentBuffer(byte format) : IBufferWriter<byte>
{
    private const int HeaderBytes = 5;

    private byte[] _bytes = new byte[4096];
    private int _length;
    private int _partAt;

    public void Clear() => _length = 0;

    /// <summary>Begins a part; its length is filled in by <see cref="End"/>.</summary>
    public void Begin(byte id)
    {
        if (_length == 0)
        {
            GetSpan(1)[0] = format;
            _length = 1;
        }

        _partAt = _length;
        GetSpan(HeaderBytes)[0] = id;
        _length += HeaderBytes;
    }

    public void End() =>
        BinaryPrimitives.WriteInt32LittleEndian(_bytes.AsSpan(_partAt + 1), _length - _partAt - HeaderBytes);

    /// <summary>
    /// A copy of what was written, in bytes from the shared pool, which whoever lets go of it last may give back; empty
    /// when no part was begun.
    /// </summary>
    public ReadOnlyMemory<byte> Take()
    {
        if (_length == 0)
        {
            return ReadOnlyMemory<byte>.Empty;
        }

        var rented = ArrayPool<byte>.Shared.Rent(_length);
        _bytes.AsSpan(0, _length).CopyTo(rented);
        return rented.AsMemory(0, _length);
    }

    public void Advance(int count) => _length += count;

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Room(Math.Max(sizeHint, 1));
        return _bytes.AsSpan(_length);
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Room(Math.Max(sizeHint, 1));
        return _bytes.AsMemory(_length);
    }

    private void Room(int size)
    {
        if (_bytes.Length - _length < size)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + size));
        }
    }
}
