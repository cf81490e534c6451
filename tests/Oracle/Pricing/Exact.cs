using System.Numerics;

namespace Sluice.Oracle.Pricing;

/// <summary>An exact amount in units of 10⁻⁸, of any size: products and sums of record figures never round.</summary>
internal readonly record struct Exact(BigInteger Units)
{
    private const int UnitsPerOne = 100_000_000;

    /// <summary>An amount of at most 8 fraction digits.</summary>
    public static Exact Of(decimal amount) => new(new BigInteger(amount * UnitsPerOne));

    public decimal ToDecimal() => (decimal)Units / UnitsPerOne;

    public static Exact operator +(Exact left, Exact right) => new(left.Units + right.Units);

    public static Exact operator *(Exact amount, long count) => new(amount.Units * count);

    /// <summary>The amount ÷ <paramref name="divisor"/>, not rounded.</summary>
    /// <param name="divisor">A positive number of parts.</param>
    public Fraction Over(long divisor) => new(Units, (BigInteger)UnitsPerOne * divisor);

    /// <summary>The amount ÷ <paramref name="divisor"/>, rounded once, half away from zero.</summary>
    /// <param name="minorDigits">Fraction digits of the result, 0 to 8.</param>
    /// <param name="divisor">A positive number of parts.</param>
    public decimal Round(int minorDigits, long divisor = 1) => Over(divisor).Round(minorDigits);

    /// <summary>100 × part ÷ whole to 2 digits, rounded half away from zero; null when the whole is zero.</summary>
    public static decimal? Percent(decimal part, decimal whole) =>
        whole == 0 ? null : new Fraction(Of(part).Units * 100, Of(whole).Units).Round(2);
}
