using System.Numerics;

namespace Sluice.Topology.Tests.Billing.Cases.Arithmetic;

/// <summary>An exact fraction, so that a table's arithmetic never meets the engine's own rounding.</summary>
internal readonly record struct Rational
{
    private Rational(BigInteger top, BigInteger bottom)
    {
        var sign = bottom.Sign < 0 ? -1 : 1;
        var shared = BigInteger.GreatestCommonDivisor(top, bottom);
        (Top, Bottom) = (sign * top / shared, sign * bottom / shared);
    }

    public BigInteger Top { get; }

    public BigInteger Bottom { get; }

    public static Rational operator +(Rational left, Rational right) =>
        new((left.Top * right.Bottom) + (right.Top * left.Bottom), left.Bottom * right.Bottom);

    public static Rational operator -(Rational left, Rational right) => left + (right * Of(-1m));

    public static Rational operator *(Rational left, Rational right) => new(left.Top * right.Top, left.Bottom * right.Bottom);

    public static Rational operator /(Rational left, Rational right) => new(left.Top * right.Bottom, left.Bottom * right.Top);

    public static Rational Of(decimal number)
    {
        var scale = BigInteger.Pow(10, number.Scale);
        return new(new BigInteger(number * (decimal)scale), scale);
    }

    public static Rational Max(Rational left, Rational right) => (left - right).Top.Sign >= 0 ? left : right;

    /// <summary>The least whole number that is not below it.</summary>
    public Rational Ceiling() => new(-BigIntegerFloor(-Top, Bottom), 1);

    /// <summary>Half away from zero, to so many decimals.</summary>
    public Rational Round(int digits)
    {
        var scale = BigInteger.Pow(10, digits);
        var doubled = (2 * BigInteger.Abs(Top) * scale) + Bottom;
        return new(Top.Sign * (doubled / (2 * Bottom)), scale);
    }

    private static BigInteger BigIntegerFloor(BigInteger top, BigInteger bottom)
    {
        var quotient = BigInteger.DivRem(top, bottom, out var rest);
        return rest.Sign < 0 ? quotient - 1 : quotient;
    }
}
