namespace Sluice.Connectors.Fx.Rates;

/// <summary>Which rates are wanted of a file.</summary>
/// <param name="Quote">The books' base currency, a code of ISO 4217.</param>
/// <param name="IsCurrency">Whether a code is a currency that books know.</param>
/// <param name="From">No date before this one; null for all.</param>
/// <param name="Only">These currencies only; null for all.</param>
public sealed record RateWish(string Quote, Func<string, bool> IsCurrency, DateOnly? From = null, IReadOnlySet<string>? Only = null);
