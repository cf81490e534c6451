using System.Numerics;

namespace Sluice.Oracle.Pricing;

/// <summary>An exact amount in units of 10⁻⁸, of any size: products and sums of record figures never round.</summary>
internal readonly record struct Exact(BigInteger Units)
{
    private const int Digits = 8;

    /// <summary>An amount of at most 8 fraction digits.</summary>
    public static Exact Of(decimal amount) => new(new BigInteger(amount * 100_000_000m));

    public static Exact operator +(Exact left, Exact right) => new(left.Units + right.Units);

    public static Exact operator *(Exact amount, long count) => new(amount.Units * count);

    /// <summary>The amount ÷ <paramref name="divisor"/>, rounded once, half away from zero.</summary>
    /// <param name="minorDigits">Fraction digits of the result, 0 to 8.</param>
    /// <param name="divisor">A positive number of parts.</param>
    public decimal Round(int minorDigits, long divisor = 1) =>
        Divide(Units, BigInteger.Pow(10, Digits - minorDigits) * divisor, minorDigits);

    /// <summary>100 × part ÷ whole to 2 digits, rounded half away from zero; null when the whole is zero.</summary>
    public static decimal? Percent(decimal part, decimal whole)
    {
        var (numerator, denominator) = (Of(part).Units * 10_000, Of(whole).Units);
        if (denominator.IsZero)
            return null;
        return denominator.Sign < 0 ? Divide(-numerator, -denominator, 2) : Divide(numerator, denominator, 2);
    }

    private static decimal Divide(BigInteger numerator, BigInteger denominator, int digits)
    {
        var twice = (BigInteger.Abs(numerator) * 2) + denominator;
        var rounded = BigInteger.Divide(twice, denominator * 2) * numerator.Sign;
        return (decimal)rounded / (decimal)BigInteger.Pow(10, digits);
    }
}
