using System.Buffers.Text;
using System.Text;

namespace Sluice.Topology.Records.Scalars;

/// <summary>Undoes the escapes of a JSON string, strictly: a lone surrogate is no character and fails.</summary>
internal static class JsonEscapes
{
    private const int HexDigits = 4;

    /// <param name="raw">What stands between the quotes, in valid UTF-8.</param>
    /// <param name="target">At least as long as <paramref name="raw"/>: unescaping never lengthens.</param>
    /// <param name="written">Bytes written to <paramref name="target"/>.</param>
    public static bool TryUnescape(ReadOnlySpan<byte> raw, Span<byte> target, out int written)
    {
        written = 0;
        while (true)
        {
            int plain = raw.IndexOf((byte)'\\');
            if (plain < 0)
                plain = raw.Length;
            raw[..plain].CopyTo(target[written..]);
            written += plain;
            raw = raw[plain..];
            if (raw.IsEmpty)
                return true;
            if (!TryOne(ref raw, target, ref written))
                return false;
        }
    }

    private static bool TryOne(ref ReadOnlySpan<byte> raw, Span<byte> target, ref int written)
    {
        if (raw.Length < 2)
            return false;
        if (raw[1] == 'u')
            return TryUnicode(ref raw, target, ref written);
        byte plain = raw[1] switch
        {
            (byte)'"' or (byte)'\\' or (byte)'/' => raw[1],
            (byte)'b' => 8,
            (byte)'t' => 9,
            (byte)'n' => 10,
            (byte)'f' => 12,
            (byte)'r' => 13,
            _ => 0,
        };
        if (plain == 0)
            return false;
        target[written++] = plain;
        raw = raw[2..];
        return true;
    }

    private static bool TryUnicode(ref ReadOnlySpan<byte> raw, Span<byte> target, ref int written)
    {
        if (!TryUnit(ref raw, out char unit))
            return false;
        Rune rune;
        if (!char.IsSurrogate(unit))
            rune = new Rune(unit);
        else if (!TryUnit(ref raw, out char low) || !Rune.TryCreate(unit, low, out rune))
            return false;
        written += rune.EncodeToUtf8(target[written..]);
        return true;
    }

    private static bool TryUnit(ref ReadOnlySpan<byte> raw, out char unit)
    {
        unit = default;
        if (raw.Length < HexDigits + 2 || raw[0] != '\\' || raw[1] != 'u')
            return false;
        ReadOnlySpan<byte> hex = raw.Slice(2, HexDigits);
        if (!Utf8Parser.TryParse(hex, out ushort value, out int used, 'x') || used != HexDigits)
            return false;
        unit = (char)value;
        raw = raw[(HexDigits + 2)..];
        return true;
    }
}
