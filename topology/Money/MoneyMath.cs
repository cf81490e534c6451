namespace Sluice.Topology.Money;

/// <summary>
/// The one rounding of the books: half away from zero, to the currency's minor unit, once per document line.
/// (Not named Money: inside this root the namespace of that name would hide the type.)
/// </summary>
public static class MoneyMath
{
    /// <summary>Rounds an amount to its currency's minor unit: 0.125 INR is 0.13, −0.5 JPY is −1.</summary>
    /// <exception cref="ArgumentException">The currency is not known.</exception>
    public static decimal Round(decimal amount, string currency) =>
        Math.Round(amount, Currencies.MinorUnits(currency), MidpointRounding.AwayFromZero);

    /// <summary>The least amount of a currency: 0.01 INR, 1 JPY.</summary>
    /// <exception cref="ArgumentException">The currency is not known.</exception>
    public static decimal Unit(string currency) => new(1, 0, 0, isNegative: false, (byte)Currencies.MinorUnits(currency));
}
