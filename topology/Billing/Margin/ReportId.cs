using System.Buffers.Binary;
using System.Buffers.Text;
using Sluice.Engine.State;

namespace Sluice.Topology.Billing.Margin;

/// <summary>How the 128 bits of a <see cref="ReportId"/> hold the id.</summary>
public enum ReportIdKind : byte
{
    /// <summary>The id's UTF-8 itself, at most 16 bytes, padded with zeros (ids hold no NUL).</summary>
    Inline = 0,

    /// <summary>A UUID in its canonical lower-case spelling.</summary>
    Uuid = 1,

    /// <summary>The number of a string kept beside the facts.</summary>
    Table = 2,
}

/// <summary>A report's id in 128 bits and two more for the kind; equal if and only if the ids are equal on one shard.</summary>
public readonly record struct ReportId(ulong High, ulong Low, ReportIdKind Kind)
{
    private const int UuidLength = 36;

    /// <summary>Longer ids are kept beside the facts; of those up to here, most are not.</summary>
    public const int ShortLengthMax = UuidLength;

    /// <summary>Encodes an id, entering it into <paramref name="longIds"/> where it does not fit.</summary>
    public static ReportId Encode(scoped ReadOnlySpan<byte> text, StringTable longIds)
    {
        Span<byte> bytes = stackalloc byte[16];
        bytes.Clear();
        if (text.Length <= bytes.Length)
        {
            text.CopyTo(bytes);
            return Of(bytes, ReportIdKind.Inline);
        }

        if (TryUuid(text, bytes))
        {
            return Of(bytes, ReportIdKind.Uuid);
        }

        return new ReportId(0, (ulong)longIds.Number(text), ReportIdKind.Table);
    }

    /// <summary>Writes the id's text into <paramref name="target"/> (at least 36 bytes, or the length of a long id); returns the length.</summary>
    public int Decode(Span<byte> target, StringTable longIds)
    {
        if (Kind == ReportIdKind.Table)
        {
            longIds[(int)Low].CopyTo(target);
            return longIds[(int)Low].Length;
        }

        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, High);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], Low);
        if (Kind == ReportIdKind.Uuid)
        {
            Utf8Formatter.TryFormat(new Guid(bytes, bigEndian: true), target, out var written);
            return written;
        }

        var length = bytes.IndexOf((byte)0);
        bytes = length < 0 ? bytes : bytes[..length];
        bytes.CopyTo(target);
        return bytes.Length;
    }

    /// <summary>Most bytes that <see cref="Decode"/> writes.</summary>
    public int TextLengthMax(StringTable longIds) => Kind == ReportIdKind.Table ? longIds[(int)Low].Length : UuidLength;

    /// <summary>Spreads the id and its owner over 64 bits.</summary>
    public ulong Hash(int owner) =>
        unchecked(Hash128.Finish((High ^ ((ulong)owner * 0x9E3779B185EBCA87)) + Hash128.Finish(Low + (ulong)Kind)));

    private static ReportId Of(ReadOnlySpan<byte> bytes, ReportIdKind kind) =>
        new(BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]), kind);

    private static bool TryUuid(ReadOnlySpan<byte> text, Span<byte> bytes)
    {
        Span<byte> canonical = stackalloc byte[UuidLength];
        return text.Length == UuidLength
            && Utf8Parser.TryParse(text, out Guid uuid, out var consumed)
            && consumed == UuidLength
            && Utf8Formatter.TryFormat(uuid, canonical, out _)
            && canonical.SequenceEqual(text)
            && uuid.TryWriteBytes(bytes, bigEndian: true, out _);
    }
}
