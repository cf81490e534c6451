using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Sluice.Oracle.Shapes;

/// <summary>JSON numbers as exact decimals: at most 15 integer and 8 fraction digits, as written.</summary>
internal static class Numbers
{
    private const int IntegerDigits = 15;
    private const int FractionDigits = 8;

    public static string? Fault(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Number)
            return "is not a number";
        var (integer, fraction) = CountDigits(JsonMarshal.GetRawUtf8Value(value));
        if (integer > IntegerDigits)
            return $"has more than {IntegerDigits} integer digits";
        return fraction > FractionDigits ? $"has more than {FractionDigits} fraction digits" : null;
    }

    /// <summary>The value of a number that has no fault.</summary>
    public static decimal Read(JsonElement value) =>
        decimal.Parse(JsonMarshal.GetRawUtf8Value(value), NumberStyles.Float, CultureInfo.InvariantCulture);

    // Leading zeros are no digits; trailing zeros are; an exponent moves the point.
    private static (long Integer, long Fraction) CountDigits(ReadOnlySpan<byte> text)
    {
        if (text[0] == '-')
            text = text[1..];
        var exponentAt = text.IndexOfAny((byte)'e', (byte)'E');
        var exponent = exponentAt < 0 ? 0 : Exponent(text[(exponentAt + 1)..]);
        var mantissa = exponentAt < 0 ? text : text[..exponentAt];
        var point = mantissa.IndexOf((byte)'.');
        var whole = point < 0 ? mantissa : mantissa[..point];
        var fraction = point < 0 ? [] : mantissa[(point + 1)..];
        var zeros = whole.IndexOfAnyExcept((byte)'0');
        if (zeros < 0)
        {
            var inFraction = fraction.IndexOfAnyExcept((byte)'0');
            zeros = inFraction < 0 ? int.MaxValue : whole.Length + inFraction;
        }
        return (Math.Max(0, whole.Length + exponent - zeros), Math.Max(0, fraction.Length - exponent));
    }

    // Beyond a million no number is within the limits any more, whatever its mantissa.
    private static long Exponent(ReadOnlySpan<byte> text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exponent)
            ? Math.Clamp(exponent, -2_000_000, 2_000_000)
            : text[0] == '-' ? -2_000_000 : 2_000_000;
}
