namespace Sluice.Connectors.Fx.Ecb;

/// <summary>What a file of the ECB says: units of each currency for one euro, by date, newest first. Immutable.</summary>
/// <param name="Days">Strictly descending dates; at least one.</param>
/// <param name="Currencies">The codes the file names, in its order.</param>
public sealed record EcbRates(IReadOnlyList<EcbDay> Days, IReadOnlyList<string> Currencies)
{
    /// <summary>The newest date.</summary>
    public DateOnly Newest => Days[0].Date;

    /// <summary>The oldest date.</summary>
    public DateOnly Oldest => Days[^1].Date;
}

/// <summary>The rates of one date.</summary>
/// <param name="Date">The date they were published for.</param>
/// <param name="Line">Where it stands in the file, from 1.</param>
/// <param name="Quotes">The currencies that have a rate on that date; those without are left out.</param>
public sealed record EcbDay(DateOnly Date, long Line, IReadOnlyList<EcbQuote> Quotes);

/// <summary>Units of a currency for one euro.</summary>
/// <param name="Currency">Three capital letters; whether that is a currency is the caller's to judge.</param>
/// <param name="PerEuro">More than zero.</param>
public readonly record struct EcbQuote(string Currency, decimal PerEuro);
