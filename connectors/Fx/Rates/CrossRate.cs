namespace Sluice.Connectors.Fx.Rates;

/// <summary>A rate between two currencies of which each has one to the euro.</summary>
public static class CrossRate
{
    private const long PublishedUnit = 1_000_000_000_000;
    private const long CrossUnit = 100_000_000;
    private static readonly Int128 Highest = (Int128)PowerOfTen(FxLimits.IntegerDigitsMax) * CrossUnit;

    /// <summary>
    /// Units of the quote for one base: (quote per euro) ÷ (base per euro), exact until it is rounded once, half away
    /// from zero, to 8 decimals.
    /// </summary>
    /// <param name="quotePerEuro">More than zero, at most 15 digits before the point and 12 behind it.</param>
    /// <param name="basePerEuro">Likewise.</param>
    /// <returns>Null where the result is zero after rounding, or has more than 15 digits before the point.</returns>
    public static decimal? Of(decimal quotePerEuro, decimal basePerEuro)
    {
        // Both numbers as integers at 10^-12: at most 10^27 each, so the product below stays under 2 * 10^35.
        var (dividend, divisor) = ((Int128)(quotePerEuro * PublishedUnit) * CrossUnit, (Int128)(basePerEuro * PublishedUnit));
        var rounded = ((2 * dividend) + divisor) / (2 * divisor);
        return rounded > 0 && rounded < Highest ? (decimal)rounded / CrossUnit : null;
    }

    private static long PowerOfTen(int digits)
    {
        var power = 1L;
        for (var i = 0; i < digits; i++)
        {
            power *= 10;
        }

        return power;
    }
}
