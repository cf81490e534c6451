using Sluice.Topology.Money;

namespace Sluice.Topology.Billing.Pricing;

/// <summary>
/// Amounts as Int128 in units of 10⁻⁸. A price of 15 integer and 8 fraction digits times 10¹⁵ units stays below
/// Int128's 1.7 × 10³⁸, which decimal's 7.9 × 10²⁸ does not hold.
/// </summary>
internal static class FixedPoint
{
    /// <summary>Fraction digits of a scaled amount.</summary>
    public const int Digits = 8;

    /// <summary>The most minor-unit digits of a currency (ISO 4217).</summary>
    public const int MinorDigitsMax = 4;

    private const long SmallMax = long.MaxValue;

    private static readonly long[] Powers = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000];

    /// <summary>The amount in 10⁻⁸, exactly.</summary>
    /// <exception cref="ArgumentException">The amount has more than 8 fraction digits.</exception>
    public static Int128 Of(decimal amount)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(amount, bits);
        var scale = (bits[3] >> 16) & 0xFF;
        if ((bits[1] | bits[2]) == 0 && scale <= Digits)
        {
            // At most 2³² × 10⁸: most prices there are.
            var small = (long)unchecked((uint)bits[0]) * Powers[Digits - scale];
            return bits[3] < 0 ? -small : small;
        }

        return Scaled.FromDecimal(amount);
    }

    /// <summary>The amount with as few fraction digits as it needs, exactly.</summary>
    /// <exception cref="OverflowException">A decimal cannot hold it: from about 7.9 × 10²⁰ with 8 fraction digits.</exception>
    public static decimal ToDecimal(Int128 scaled) => Scaled.ToDecimal(scaled);

    /// <summary>A scaled amount that is whole in the minor unit, with exactly that many fraction digits.</summary>
    /// <exception cref="OverflowException">A decimal cannot hold it.</exception>
    public static decimal ToDecimal(Int128 scaled, int minorDigits) => Compose(scaled / MinorUnit(minorDigits), minorDigits);

    /// <summary>price × units, exactly.</summary>
    /// <exception cref="OverflowException">The product exceeds Int128.</exception>
    public static Int128 Multiply(Int128 price, long units) =>
        price >= -SmallMax && price <= SmallMax ? Math.BigMul((long)price, units) : price * units;

    /// <summary>numerator ÷ denominator in 10⁻⁸, rounded half away from zero to the minor unit: one rounding, the division last.</summary>
    /// <param name="denominator">Greater than zero.</param>
    public static Int128 Round(Int128 numerator, int denominator, int minorDigits)
    {
        var unit = MinorUnit(minorDigits);
        var divisor = unit * denominator;
        if (numerator >= -SmallMax && numerator <= SmallMax)
            return RoundSmall((long)numerator, divisor) * unit;
        var (quotient, rest) = Int128.DivRem(numerator, divisor);
        if (Int128.Abs(rest) * 2 >= divisor)
            quotient += Int128.Sign(numerator);
        return quotient * unit;
    }

    // Amounts below 9.2 × 10¹⁰ are the rule, and a division of longs is several times faster.
    private static Int128 RoundSmall(long numerator, long divisor)
    {
        var (quotient, rest) = Math.DivRem(numerator, divisor);
        return Math.Abs(rest) * 2 >= divisor ? quotient + Math.Sign(numerator) : quotient;
    }

    private static long MinorUnit(int minorDigits)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(minorDigits);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minorDigits, MinorDigitsMax);
        return Powers[Digits - minorDigits];
    }

    private static decimal Compose(Int128 mantissa, int digits)
    {
        var size = UInt128.CreateChecked(Int128.Abs(mantissa));
        var high = size >> 64;
        if (high > uint.MaxValue)
            throw new OverflowException($"An amount of {mantissa} × 10^-{digits} is more than a decimal holds");
        var low = (ulong)(size & ulong.MaxValue);
        return new decimal(
            unchecked((int)(uint)low),
            unchecked((int)(uint)(low >> 32)),
            unchecked((int)(uint)high),
            mantissa < 0,
            (byte)digits);
    }
}
