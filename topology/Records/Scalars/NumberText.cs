using Sluice.Topology.Money;

namespace Sluice.Topology.Records.Scalars;

/// <summary>
/// The one definition of a valid number. Digits are judged as they are written, exponents worked out first: zeros in
/// front are none, zeros behind are. 300, 300.0 and 3e2 are one number, −0 is 0, and 3.000000000 has one digit too many.
/// </summary>
public static class NumberText
{
    /// <summary>Most digits before the decimal point.</summary>
    public const int IntegerDigitsMax = 15;

    /// <summary>Most digits after the decimal point.</summary>
    public const int FractionDigitsMax = Scaled.Decimals;

    // Far beyond any exponent that a payload of 1 MiB could balance with digits.
    private const int ExponentMax = 100_000_000;

    /// <summary>Reads a JSON number into units of 10^-8.</summary>
    public static NumberFault TryParse(ReadOnlySpan<byte> text, out Int128 scaled)
    {
        scaled = 0;
        if (!TrySplit(text, out Parts parts))
            return NumberFault.NotANumber;

        // Digits are integer + fraction, read as one row with the point after parts.Integer.Length + exponent of them.
        int digits = parts.Integer.Length + parts.Fraction.Length;
        int first = 0;
        while (first < digits && parts.Digit(first) == 0)
            first++;
        int point = parts.Integer.Length + parts.Exponent;
        if (first < digits && point - first > IntegerDigitsMax)
            return NumberFault.TooManyIntegerDigits;
        if (digits - point > FractionDigitsMax)
            return NumberFault.TooManyFractionDigits;
        if (first < digits)
            scaled = Weigh(in parts, first, digits, point);
        return NumberFault.None;
    }

    private static Int128 Weigh(in Parts parts, int first, int end, int point)
    {
        // At most 15 + 8 digits are left, so the value is below 10^23.
        Int128 value = 0;
        for (int i = first; i < end; i++)
            value = (value * 10) + parts.Digit(i);
        for (int i = end; i < point + FractionDigitsMax; i++)
            value *= 10;
        return parts.Negative ? -value : value;
    }

    private static bool TrySplit(ReadOnlySpan<byte> text, out Parts parts)
    {
        parts = default;
        if (!text.IsEmpty && text[0] == '-')
        {
            parts.Negative = true;
            text = text[1..];
        }

        int length = DigitsAt(text);
        if (length == 0 || (length > 1 && text[0] == '0'))
            return false;
        parts.Integer = text[..length];
        text = text[length..];
        if (!text.IsEmpty && text[0] == '.')
        {
            length = DigitsAt(text[1..]);
            if (length == 0)
                return false;
            parts.Fraction = text.Slice(1, length);
            text = text[(length + 1)..];
        }

        return text.IsEmpty || TryExponent(text, out parts.Exponent);
    }

    private static bool TryExponent(ReadOnlySpan<byte> text, out int exponent)
    {
        exponent = 0;
        if (text[0] is not ((byte)'e' or (byte)'E'))
            return false;
        text = text[1..];
        bool negative = !text.IsEmpty && text[0] == '-';
        if (!text.IsEmpty && text[0] is (byte)'-' or (byte)'+')
            text = text[1..];
        if (text.IsEmpty || DigitsAt(text) != text.Length)
            return false;
        foreach (byte digit in text)
            exponent = Math.Min((exponent * 10) + (digit - '0'), ExponentMax);
        if (negative)
            exponent = -exponent;
        return true;
    }

    private static int DigitsAt(ReadOnlySpan<byte> text)
    {
        int length = text.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        return length < 0 ? text.Length : length;
    }

    private ref struct Parts
    {
        public ReadOnlySpan<byte> Integer;
        public ReadOnlySpan<byte> Fraction;
        public int Exponent;
        public bool Negative;

        public readonly int Digit(int at) =>
            (at < Integer.Length ? Integer[at] : Fraction[at - Integer.Length]) - '0';
    }
}
