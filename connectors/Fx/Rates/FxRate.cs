namespace Sluice.Connectors.Fx.Rates;

/// <summary>A rate as it goes to the topic <c>fx_rates</c>.</summary>
/// <param name="Base">The currency of which one unit is priced.</param>
/// <param name="Quote">The currency it is priced in: the books' base currency.</param>
/// <param name="Date">The date it was published for.</param>
/// <param name="Rate">Units of <paramref name="Quote"/> for one <paramref name="Base"/>, at most 8 decimals.</param>
/// <param name="RecordedAt">When it became known.</param>
public sealed record FxRate(string Base, string Quote, DateOnly Date, decimal Rate, DateTimeOffset RecordedAt)
{
    /// <summary>What the records name as their source.</summary>
    public const string Source = "ECB";
}
