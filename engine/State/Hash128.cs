using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Sluice.Engine.State;

/// <summary>
/// A 128-bit hash of bytes: two multiply-rotate lanes over little-endian words of 8 bytes (the last one padded with
/// zeros), finished with MurmurHash3's fmix64 by Austin Appleby (public domain). Stable for ever: fingerprints and
/// stored segments rest on it. Not a defence against chosen input.
/// </summary>
public static class Hash128
{
    private const ulong Prime1 = 0x9E3779B185EBCA87;
    private const ulong Prime2 = 0xC2B2AE3D27D4EB4F;

    public static UInt128 Of(ReadOnlySpan<byte> bytes)
    {
        unchecked
        {
            var a = ((ulong)bytes.Length + 1) * Prime1;
            var b = ((ulong)bytes.Length + 1) * Prime2;
            while (bytes.Length >= 8)
            {
                Absorb(ref a, ref b, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
                bytes = bytes[8..];
            }

            if (!bytes.IsEmpty)
            {
                Span<byte> last = stackalloc byte[8];
                last.Clear();
                bytes.CopyTo(last);
                Absorb(ref a, ref b, BinaryPrimitives.ReadUInt64LittleEndian(last));
            }

            a ^= BitOperations.RotateLeft(b, 17);
            b += a * Prime1;
            a = Finish(a);
            b = Finish(b ^ a);
            return new UInt128(a, b);
        }
    }

    /// <summary>The upper half of <see cref="Of"/>, for hash tables.</summary>
    public static ulong Short(ReadOnlySpan<byte> bytes) => (ulong)(Of(bytes) >> 64);

    /// <summary>MurmurHash3's 64-bit finaliser.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Finish(ulong x)
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Absorb(ref ulong a, ref ulong b, ulong word)
    {
        unchecked
        {
            a = BitOperations.RotateLeft(a ^ word, 29) * Prime1;
            b = BitOperations.RotateLeft(b + word, 37) * Prime2;
        }
    }
}
