using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Text;

namespace Sluice.Oracle.Facts;

/// <summary>A 128-bit hash of a fact's canonical bytes, made to be summed: the sum does not depend on the order.</summary>
/// <remarks>All arithmetic wraps at 64 bits, the sum of hashes at 128.</remarks>
public static class FactHash
{
    private const ulong P1 = 0x9E3779B185EBCA87;
    private const ulong P2 = 0xC2B2AE3D27D4EB4F;
    private const char Separator = '\u001F';

    /// <summary>The hash of the bytes.</summary>
    public static UInt128 Of(ReadOnlySpan<byte> bytes)
    {
        unchecked
        {
            var a = ((ulong)bytes.Length + 1) * P1;
            var b = ((ulong)bytes.Length + 1) * P2;
            while (!bytes.IsEmpty)
            {
                var w = Word(ref bytes);
                a = BitOperations.RotateLeft(a ^ w, 29) * P1;
                b = BitOperations.RotateLeft(b + w, 37) * P2;
            }
            a ^= BitOperations.RotateLeft(b, 17);
            b += a * P1;
            a = Mix(a);
            b = Mix(b ^ a);
            return new UInt128(a, b);
        }
    }

    internal static UInt128 Of(ReportVersion report) => Of(Encoding.UTF8.GetBytes(string.Join(Separator,
        "report", report.ClientId, report.ReportId, Digits(report.Revision), report.ProviderId, report.Modality,
        report.BodyPart, report.Priority, Digits(report.Images), Digits(report.CompletedAt))));

    // Takes the next 8 bytes off, the last ones padded with zeros.
    private static ulong Word(ref ReadOnlySpan<byte> bytes)
    {
        Span<byte> word = stackalloc byte[8];
        word.Clear();
        var taken = Math.Min(8, bytes.Length);
        bytes[..taken].CopyTo(word);
        bytes = bytes[taken..];
        return BinaryPrimitives.ReadUInt64LittleEndian(word);
    }

    private static string Digits(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static ulong Mix(ulong x)
    {
        unchecked
        {
            x ^= x >> 33;
            x *= 0xFF51AFD7ED558CCD;
            x ^= x >> 33;
            x *= 0xC4CEB9FE1A85EC53;
            return x ^ (x >> 33);
        }
    }
}
