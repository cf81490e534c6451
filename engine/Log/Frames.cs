using System.Buffers.Binary;

namespace Sluice.Engine.Log;

/// <summary>
/// The bytes of consecutive records: per record a header of 20 bytes (offset less the base offset, key length,
/// value length, each a little-endian int32 with −1 for null; timestamp in ms as int64), then key and value.
/// </summary>
public static class Frames
{
    public const int HeaderBytes = 20;

    /// <summary>Reads the record at <paramref name="position"/> and moves it behind that record.</summary>
    public static Record Read(ReadOnlySpan<byte> frames, long baseOffset, scoped ref int position)
    {
        var header = frames.Slice(position, HeaderBytes);
        var offset = baseOffset + BinaryPrimitives.ReadInt32LittleEndian(header);
        var keyLength = BinaryPrimitives.ReadInt32LittleEndian(header[4..]);
        var valueLength = BinaryPrimitives.ReadInt32LittleEndian(header[8..]);
        var timestamp = BinaryPrimitives.ReadInt64LittleEndian(header[12..]);
        var keyAt = position + HeaderBytes;
        var valueAt = keyAt + Math.Max(keyLength, 0);
        position = valueAt + Math.Max(valueLength, 0);
        return new Record(
            offset,
            timestamp,
            keyLength >= 0,
            keyLength > 0 ? frames.Slice(keyAt, keyLength) : default,
            valueLength >= 0,
            valueLength > 0 ? frames.Slice(valueAt, valueLength) : default);
    }

    /// <summary>Bytes that one record takes.</summary>
    public static int Size(int keyLength, int valueLength) => HeaderBytes + keyLength + valueLength;

    /// <summary>Writes a record into <paramref name="target"/>, which must hold <see cref="Size"/> bytes; returns them.</summary>
    public static int Write(Span<byte> target, int offsetDelta, long timestampMs, bool hasKey, ReadOnlySpan<byte> key, bool hasValue, ReadOnlySpan<byte> value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(target, offsetDelta);
        BinaryPrimitives.WriteInt32LittleEndian(target[4..], hasKey ? key.Length : -1);
        BinaryPrimitives.WriteInt32LittleEndian(target[8..], hasValue ? value.Length : -1);
        BinaryPrimitives.WriteInt64LittleEndian(target[12..], timestampMs);
        key.CopyTo(target[HeaderBytes..]);
        value.CopyTo(target[(HeaderBytes + key.Length)..]);
        return Size(key.Length, value.Length);
    }
}
