using System.Numerics;

namespace Sluice.Oracle.Pricing;

/// <summary>An exact quotient: sums and products of amounts and rates lose nothing before they are rounded.</summary>
/// <param name="Numerator">Of any sign and size.</param>
/// <param name="Denominator">Not zero.</param>
internal readonly record struct Fraction(BigInteger Numerator, BigInteger Denominator)
{
    public static Fraction Zero { get; } = new(0, 1);

    public static Fraction One { get; } = new(1, 1);

    public static Fraction operator +(Fraction left, Fraction right) => new(
        (left.Numerator * right.Denominator) + (right.Numerator * left.Denominator), left.Denominator * right.Denominator);

    public static Fraction operator *(Fraction left, Fraction right) =>
        new(left.Numerator * right.Numerator, left.Denominator * right.Denominator);

    /// <summary>The quotient rounded once, half away from zero.</summary>
    /// <param name="digits">Fraction digits of the result, not negative.</param>
    public decimal Round(int digits)
    {
        var scale = BigInteger.Pow(10, digits);
        var size = BigInteger.Abs(Denominator);
        var rounded = ((BigInteger.Abs(Numerator) * scale * 2) + size) / (size * 2);
        return (decimal)(rounded * Numerator.Sign * Denominator.Sign) / (decimal)scale;
    }
}
