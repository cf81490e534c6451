using System.Diagnostics;
using System.Numerics;

namespace Sluice.Topology.Money;

/// <summary>
/// Fixed-point amounts: an <see cref="Int128"/> counts units of 10^-8. Running sums are kept so because decimal addition
/// rounds near 28 digits and would make a sum depend on the order of its parts. All arithmetic throws on overflow.
/// </summary>
public static class Scaled
{
    /// <summary>Decimals kept.</summary>
    public const int Decimals = 8;

    /// <summary>One, in scaled units.</summary>
    public const long One = 100_000_000;

    private static readonly UInt128 DecimalMax = (UInt128.One << 96) - 1;

    /// <summary>The amount in scaled units, exactly.</summary>
    /// <exception cref="ArgumentException">The amount has more than 8 decimals that are not zero.</exception>
    public static Int128 FromDecimal(decimal amount)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(amount, bits);
        UInt128 mantissa = unchecked(((UInt128)(uint)bits[2] << 64) | ((UInt128)(uint)bits[1] << 32) | (uint)bits[0]);
        int scale = amount.Scale;
        for (; scale > Decimals; scale--)
        {
            (UInt128 shorter, UInt128 digit) = UInt128.DivRem(mantissa, 10);
            if (digit != 0)
                throw new ArgumentException($"{amount} has more than {Decimals} decimals.", nameof(amount));
            mantissa = shorter;
        }

        // At most 2^96 x 10^8 < 2^123.
        Int128 scaled = (Int128)(mantissa * PowerOfTen(Decimals - scale));
        return decimal.IsNegative(amount) ? -scaled : scaled;
    }

    /// <summary>The amount as a decimal, exactly, without trailing zeros.</summary>
    /// <exception cref="OverflowException">It has more digits than a decimal holds.</exception>
    public static decimal ToDecimal(Int128 scaled)
    {
        UInt128 mantissa = Magnitude(scaled);
        byte scale = Decimals;
        for (; scale > 0; scale--)
        {
            (UInt128 shorter, UInt128 digit) = UInt128.DivRem(mantissa, 10);
            if (digit != 0)
                break;
            mantissa = shorter;
        }

        if (mantissa > DecimalMax)
            throw new OverflowException($"{scaled} units of 10^-8 do not fit a decimal.");
        int low = unchecked((int)(uint)mantissa);
        int middle = unchecked((int)(uint)(mantissa >> 32));
        int high = unchecked((int)(uint)(mantissa >> 64));
        return new decimal(low, middle, high, Int128.IsNegative(scaled), scale);
    }

    /// <summary>Rounds half away from zero to so many decimals (0 to 8); the result is in scaled units too.</summary>
    public static Int128 Round(Int128 scaled, int minorUnits)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(minorUnits);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minorUnits, Decimals);
        Int128 unit = PowerOfTen(Decimals - minorUnits);
        Int128 rest = scaled % unit;
        Int128 cut = scaled - rest;
        if (2 * Int128.Abs(rest) < unit)
            return cut;
        return Int128.IsNegative(scaled) ? cut - unit : cut + unit;
    }

    /// <summary>100 × part ÷ whole, rounded once, half away from zero, to 2 decimals; in scaled units. Null at a whole of zero.</summary>
    /// <exception cref="OverflowException">The percentage does not fit scaled units.</exception>
    public static Int128? Percent(Int128 part, Int128 whole)
    {
        if (whole == 0)
            return null;
        // In hundredths of a percent, with wide integers: the product may exceed 128 bits.
        BigInteger numerator = 2 * 10_000 * BigInteger.Abs((BigInteger)part);
        BigInteger denominator = BigInteger.Abs((BigInteger)whole);
        BigInteger hundredths = (numerator + denominator) / (2 * denominator);
        Int128 percent = checked((Int128)(hundredths * (One / 100)));
        return Int128.IsNegative(part) == Int128.IsNegative(whole) ? percent : -percent;
    }

    private static UInt128 Magnitude(Int128 scaled) =>
        Int128.IsNegative(scaled) ? unchecked((UInt128)(-(scaled + 1))) + 1 : (UInt128)scaled;

    private static uint PowerOfTen(int exponent)
    {
        Debug.Assert(exponent is >= 0 and <= Decimals, "powers of ten up to the scale");
        uint power = 1;
        for (int i = 0; i < exponent; i++)
            power *= 10;
        return power;
    }
}
