using System.Numerics;

namespace Sluice.Topology.Money;

/// <summary>Amounts of several currencies brought to one: exact to the last step, rounded once.</summary>
public static class Conversion
{
    /// <summary>Σ amount × factor, rounded half away from zero; multiplied first, divided last.</summary>
    /// <param name="parts">Amounts in units of 10⁻⁸ and what one unit of each is worth.</param>
    /// <param name="minorUnits">Decimals of the currency they are brought to, 0 to 8.</param>
    /// <returns>Units of 10⁻⁸.</returns>
    /// <exception cref="OverflowException">The sum does not fit scaled units.</exception>
    public static Int128 Total(IReadOnlyList<(Int128 Amount, FxFactor Factor)> parts, int minorUnits)
    {
        // One fraction over the product of the counts, each at most the days of a month.
        var (numerator, denominator) = (BigInteger.Zero, BigInteger.One);
        foreach (var (amount, factor) in parts)
        {
            numerator = (numerator * factor.Count) + ((BigInteger)amount * (BigInteger)factor.Sum * denominator);
            denominator *= factor.Count;
        }

        var unit = BigInteger.Pow(10, Scaled.Decimals - minorUnits);
        var divisor = denominator * (BigInteger)Scaled.One * unit;
        var quotient = BigInteger.DivRem(BigInteger.Abs(numerator), divisor, out var rest);
        if (2 * rest >= divisor)
            quotient++;
        return checked((Int128)(quotient * unit * numerator.Sign));
    }

    /// <summary>amount × factor, rounded half away from zero.</summary>
    /// <inheritdoc cref="Total"/>
    public static Int128 Of(Int128 amount, FxFactor factor, int minorUnits) =>
        factor == FxFactor.One ? Scaled.Round(amount, minorUnits) : Total([(amount, factor)], minorUnits);
}
