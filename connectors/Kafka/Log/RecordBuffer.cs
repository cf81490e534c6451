using System.Buffers;
using System.Buffers.Binary;
using Confluent.Kafka;
using Sluice.Engine.Log;
using TopicPartition = Sluice.Engine.Log.TopicPartition;

namespace Sluice.Connectors.Kafka.Log;

/// <summary>Nothing: the client's deserializers write into the <see cref="RecordBuffer"/> instead of making objects.</summary>
internal readonly struct Written;

/// <summary>
/// Takes records as the client hands them over, straight from its memory into a batch's frames. Owned by the reader's
/// thread. The client gives key, then value, and the offset afterwards, so a record is written first and then accepted;
/// one that would pass the batch's bounds is carried over as the first of the next.
/// </summary>
internal sealed class RecordBuffer : IDeserializer<Written>
{
    private const int FirstBytes = 16 << 10;
    private const int TimestampAt = 12;

    private byte[] _bytes = [];
    private byte[] _carry = [];
    private byte[] _key = new byte[256];
    private int _keyLength;
    private bool _hasKey;
    private int _length;
    private int _recordAt;
    private int _carried;
    private int _bytesMax;

    /// <summary>Records accepted since the batch began.</summary>
    public int Count { get; private set; }

    /// <summary>The offset of the first of them.</summary>
    public long BaseOffset { get; private set; }

    /// <summary>The bound of the batch under way, which a first record may pass.</summary>
    public void Begin(int bytesMax) => _bytesMax = bytesMax;

    Written IDeserializer<Written>.Deserialize(ReadOnlySpan<byte> data, bool isNull, SerializationContext context)
    {
        if (context.Component == MessageComponentType.Key)
        {
            TakeKey(data, isNull);
        }
        else
        {
            Write(data, isNull);
        }

        return default;
    }

    /// <summary>Gives the record just written its offset and time; false when it is carried over.</summary>
    public bool TryAccept(long offset, long timestampMs)
    {
        if (Count == 0)
        {
            BaseOffset = offset;
        }
        else if (_carried == 0 && offset - BaseOffset > int.MaxValue)
        {
            // A gap too wide for the frames' deltas ends the batch too.
            var record = _bytes.AsSpan(_recordAt, _length - _recordAt);
            record.CopyTo(Carry(record.Length));
            _length = _recordAt;
        }

        var header = _carried > 0 ? _carry.AsSpan(0, _carried) : _bytes.AsSpan(_recordAt, Frames.HeaderBytes);
        BinaryPrimitives.WriteInt64LittleEndian(header[TimestampAt..], timestampMs);
        if (_carried > 0)
        {
            return false;
        }

        BinaryPrimitives.WriteInt32LittleEndian(header, (int)(offset - BaseOffset));
        Count++;
        return true;
    }

    /// <summary>The accepted records; the carried one, at <paramref name="nextOffset"/>, begins the next batch.</summary>
    public LogBatch Take(TopicPartition source, long nextOffset)
    {
        var bytes = _bytes;
        var batch = new LogBatch(source, BaseOffset, nextOffset, Count, bytes.AsMemory(0, _length))
        {
            OnRelease = () => ArrayPool<byte>.Shared.Return(bytes),
        };
        (_bytes, _length, Count) = ([], 0, 0);
        if (_carried > 0)
        {
            _carry.AsSpan(0, _carried).CopyTo(Room(_carried));
            (BaseOffset, Count, _carried) = (nextOffset, 1, 0);
        }

        return batch;
    }

    /// <summary>Forgets everything, for another position.</summary>
    public void Clear() => (_length, _carried, Count) = (0, 0, 0);

    private void TakeKey(ReadOnlySpan<byte> key, bool isNull)
    {
        if (key.Length > _key.Length)
        {
            _key = new byte[key.Length];
        }

        key.CopyTo(_key);
        (_keyLength, _hasKey) = (key.Length, !isNull);
    }

    private void Write(ReadOnlySpan<byte> value, bool isNull)
    {
        _recordAt = _length;
        var size = Frames.Size(_keyLength, value.Length);
        var room = Count > 0 && _length + size > _bytesMax ? Carry(size) : Room(size);
        Frames.Write(room, 0, 0, _hasKey, _key.AsSpan(0, _keyLength), !isNull, value);
    }

    private Span<byte> Carry(int size)
    {
        if (_carry.Length < size)
        {
            _carry = new byte[size];
        }

        _carried = size;
        return _carry.AsSpan(0, size);
    }

    /// <summary>The next bytes. A batch that outgrows its first chunk is likely to become a full one, so it grows to its bound at once.</summary>
    private Span<byte> Room(int length)
    {
        if (_bytes.Length - _length < length)
        {
            var wanted = _length == 0 ? Math.Max(length, Math.Min(FirstBytes, _bytesMax)) : Math.Max(_bytesMax, _length + length);
            var larger = ArrayPool<byte>.Shared.Rent(wanted);
            _bytes.AsSpan(0, _length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = larger;
        }

        var room = _bytes.AsSpan(_length, length);
        _length += length;
        return room;
    }
}
