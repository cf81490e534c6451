namespace Sluice.Topology.Money;

/// <summary>
/// What one unit of a currency is worth in the base currency, as an exact fraction: the sum of <see cref="Count"/>
/// daily rates, so that a mean needs no rounding of its own.
/// </summary>
/// <param name="Sum">Σ of the rates, in units of 10⁻⁸.</param>
/// <param name="Count">How many rates it sums; at least 1.</param>
public readonly record struct FxFactor(Int128 Sum, int Count)
{
    /// <summary>The base currency to itself.</summary>
    public static FxFactor One { get; } = new(Scaled.One, 1);
}
