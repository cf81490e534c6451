using System.Buffers.Binary;
using Sluice.Engine.Log;

namespace Sluice.Connectors.Embedded.Log;

/// <summary>Walks frames by their headers without looking at keys and payloads.</summary>
internal static class FrameCheck
{
    /// <summary>Bytes of the record at <paramref name="position"/>, which must be whole.</summary>
    public static int SizeAt(ReadOnlySpan<byte> frames, int position)
    {
        var header = frames.Slice(position, Frames.HeaderBytes);
        var (key, hasOrigin) = Frames.KeyLength(BinaryPrimitives.ReadInt32LittleEndian(header[4..]));
        var size = Frames.Size(Math.Max(key, 0), Math.Max(BinaryPrimitives.ReadInt32LittleEndian(header[8..]), 0));
        return hasOrigin ? size + sizeof(int) + BinaryPrimitives.ReadInt32LittleEndian(frames[(position + size)..]) : size;
    }

    /// <summary>Checks the frames, and cuts them where a stored segment would grow too large.</summary>
    /// <exception cref="LogException">The bytes are not that many records with offset deltas 0, 1, 2, …</exception>
    public static List<AppendFrames> Split(AppendFrames frames)
    {
        var bytes = frames.Bytes.Span;
        var parts = new List<AppendFrames>();
        var (partAt, partCount, position) = (0, 0, 0);
        for (var i = 0; i < frames.Count; i++)
        {
            var size = CheckedSize(bytes, position, i);
            if (partCount > 0 && position + size - partAt > EmbeddedLimits.SegmentBytesMax)
            {
                parts.Add(Part(frames.Bytes[partAt..position], partCount, i - partCount));
                (partAt, partCount) = (position, 0);
            }

            position += size;
            partCount++;
        }

        Require(position == bytes.Length, "there are bytes behind the last record");
        if (partCount > 0)
        {
            parts.Add(Part(frames.Bytes[partAt..], partCount, frames.Count - partCount));
        }

        return parts;
    }

    /// <summary>A part with offset deltas of its own: the bytes themselves where it is the first, else a copy.</summary>
    private static AppendFrames Part(ReadOnlyMemory<byte> bytes, int count, int firstDelta)
    {
        if (firstDelta == 0)
        {
            return new AppendFrames(count, bytes);
        }

        var copy = bytes.ToArray();
        Shift(copy, -firstDelta);
        return new AppendFrames(count, copy);
    }

    /// <summary>Adds to the offset delta of every record.</summary>
    public static void Shift(Span<byte> frames, int by)
    {
        for (var at = 0; at < frames.Length;)
        {
            var size = SizeAt(frames, at);
            BinaryPrimitives.WriteInt32LittleEndian(frames[at..], BinaryPrimitives.ReadInt32LittleEndian(frames[at..]) + by);
            at += size;
        }
    }

    private static int CheckedSize(ReadOnlySpan<byte> bytes, int position, int index)
    {
        Require(bytes.Length - position >= Frames.HeaderBytes, "the last record is cut short");
        var header = bytes.Slice(position, Frames.HeaderBytes);
        Require(BinaryPrimitives.ReadInt32LittleEndian(header) == index, "offset deltas must be 0, 1, 2 and so on");
        var (key, hasOrigin) = Frames.KeyLength(BinaryPrimitives.ReadInt32LittleEndian(header[4..]));
        var value = BinaryPrimitives.ReadInt32LittleEndian(header[8..]);
        Require(key >= -1 && value >= -1, "a length is negative");
        var size = Frames.HeaderBytes + (long)Math.Max(key, 0) + Math.Max(value, 0);
        if (hasOrigin)
        {
            Require(size + sizeof(int) <= bytes.Length - position, "the last record is cut short");
            var origin = BinaryPrimitives.ReadInt32LittleEndian(bytes[(int)(position + size)..]);
            Require(origin > 0, "an origin is empty");
            size += sizeof(int) + (long)origin;
        }

        Require(size <= EmbeddedLimits.RecordBytesMax, $"a record is larger than {EmbeddedLimits.RecordBytesMax} bytes");
        Require(size <= bytes.Length - position, "the last record is cut short");
        return (int)size;
    }

    private static void Require(bool holds, string fault)
    {
        if (!holds)
        {
            throw new LogException($"the records to append are malformed: {fault}");
        }
    }
}
