using System.Buffers.Binary;

namespace Sluice.Engine.Log;

/// <summary>
/// The bytes of consecutive records: per record a header of 20 bytes (offset less the base offset, key length,
/// value length, each a little-endian int32 with −1 for null; timestamp in ms as int64), then key and value. A record with
/// an origin has −3 − n in place of its key's length n, and behind the value the origin's length as an int32 and its bytes.
/// </summary>
public static class Frames
{
    public const int HeaderBytes = 20;

    /// <summary>Reads the record at <paramref name="position"/> and moves it behind that record.</summary>
    public static Record Read(ReadOnlySpan<byte> frames, long baseOffset, scoped ref int position)
    {
        var header = frames.Slice(position, HeaderBytes);
        var offset = baseOffset + BinaryPrimitives.ReadInt32LittleEndian(header);
        var (keyLength, hasOrigin) = KeyLength(BinaryPrimitives.ReadInt32LittleEndian(header[4..]));
        var valueLength = BinaryPrimitives.ReadInt32LittleEndian(header[8..]);
        var timestamp = BinaryPrimitives.ReadInt64LittleEndian(header[12..]);
        var keyAt = position + HeaderBytes;
        var valueAt = keyAt + Math.Max(keyLength, 0);
        position = valueAt + Math.Max(valueLength, 0);
        if (hasOrigin)
        {
            position += sizeof(int) + BinaryPrimitives.ReadInt32LittleEndian(frames[position..]);
        }

        return new Record(
            offset,
            timestamp,
            keyLength >= 0,
            keyLength > 0 ? frames.Slice(keyAt, keyLength) : default,
            valueLength >= 0,
            valueLength > 0 ? frames.Slice(valueAt, valueLength) : default);
    }

    /// <summary>The origin of the record at <paramref name="position"/>; empty where it has none.</summary>
    public static ReadOnlySpan<byte> Origin(ReadOnlySpan<byte> frames, int position)
    {
        var at = position + HeaderBytes;
        var (keyLength, hasOrigin) = KeyLength(BinaryPrimitives.ReadInt32LittleEndian(frames[(position + 4)..]));
        if (!hasOrigin)
        {
            return default;
        }

        at += Math.Max(keyLength, 0) + Math.Max(BinaryPrimitives.ReadInt32LittleEndian(frames[(position + 8)..]), 0);
        return frames.Slice(at + sizeof(int), BinaryPrimitives.ReadInt32LittleEndian(frames[at..]));
    }

    /// <summary>The key's length and whether there is an origin, from what stands in the header.</summary>
    public static (int Length, bool HasOrigin) KeyLength(int stored) => stored < -1 ? (-3 - stored, true) : (stored, false);

    /// <summary>Bytes that one record takes.</summary>
    public static int Size(int keyLength, int valueLength, int originLength = 0) =>
        HeaderBytes + keyLength + valueLength + (originLength > 0 ? sizeof(int) + originLength : 0);

    /// <summary>Writes a record into <paramref name="target"/>, which must hold <see cref="Size"/> bytes; returns them.</summary>
    public static int Write(
        Span<byte> target,
        int offsetDelta,
        long timestampMs,
        bool hasKey,
        ReadOnlySpan<byte> key,
        bool hasValue,
        ReadOnlySpan<byte> value,
        ReadOnlySpan<byte> origin = default)
    {
        var keyLength = hasKey ? key.Length : -1;
        BinaryPrimitives.WriteInt32LittleEndian(target, offsetDelta);
        BinaryPrimitives.WriteInt32LittleEndian(target[4..], origin.IsEmpty ? keyLength : -3 - keyLength);
        BinaryPrimitives.WriteInt32LittleEndian(target[8..], hasValue ? value.Length : -1);
        BinaryPrimitives.WriteInt64LittleEndian(target[12..], timestampMs);
        key.CopyTo(target[HeaderBytes..]);
        value.CopyTo(target[(HeaderBytes + key.Length)..]);
        if (!origin.IsEmpty)
        {
            var behind = target[(HeaderBytes + key.Length + value.Length)..];
            BinaryPrimitives.WriteInt32LittleEndian(behind, origin.Length);
            origin.CopyTo(behind[sizeof(int)..]);
        }

        return Size(key.Length, value.Length, origin.Length);
    }
}
