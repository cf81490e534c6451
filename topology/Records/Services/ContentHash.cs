using System.Buffers;
using System.Buffers.Binary;
using Sluice.Engine.State;

namespace Sluice.Topology.Records.Services;

/// <summary>A hash of what a job or an entry says: equal for equal contents, and kept in place of the texts.</summary>
internal static class ContentHash
{
    // Three numbers, two dates and a flag.
    private const int NumbersBytes = (3 * 16) + (2 * 4) + 1;
    private const int StackBytes = 1024;

    // No text of a record holds it, so that no two lists of texts are joined alike.
    private const byte Separator = 0x1F;

    public static UInt128 Of(in ServiceValues values)
    {
        int length = NumbersBytes + values.Site.Length + values.ServiceType.Length + values.Currency.Length
            + values.JobRef.Length + values.Reverses.Length + values.Description.Length + 6;
        byte[]? rented = length > StackBytes ? ArrayPool<byte>.Shared.Rent(length) : null;
        Span<byte> bytes = rented ?? stackalloc byte[StackBytes];
        UInt128 hash = Hash128.Of(bytes[..Write(bytes, values)]);
        if (rented is not null)
            ArrayPool<byte>.Shared.Return(rented);
        return hash;
    }

    private static int Write(Span<byte> bytes, in ServiceValues values)
    {
        BinaryPrimitives.WriteInt128LittleEndian(bytes, values.Quantity);
        BinaryPrimitives.WriteInt128LittleEndian(bytes[16..], values.UnitRate);
        BinaryPrimitives.WriteInt128LittleEndian(bytes[32..], values.Amount);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[48..], values.ServiceDate.DayNumber);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[52..], values.PostedDate.DayNumber);
        bytes[56] = values.Cancelled ? (byte)1 : (byte)0;
        int at = NumbersBytes;
        Append(bytes, ref at, values.Site);
        Append(bytes, ref at, values.ServiceType);
        Append(bytes, ref at, values.Currency);
        Append(bytes, ref at, values.JobRef);
        Append(bytes, ref at, values.Reverses);
        Append(bytes, ref at, values.Description);
        return at;
    }

    private static void Append(Span<byte> bytes, ref int at, ReadOnlySpan<byte> text)
    {
        text.CopyTo(bytes[at..]);
        at += text.Length;
        bytes[at++] = Separator;
    }
}
