using System.Text.Json;

namespace Sluice.Oracle.Shapes;

/// <summary>The shape of a rate.</summary>
internal static class FxShapes
{
    /// <param name="baseCurrency">The only currency a rate may be quoted in.</param>
    public static Shape Rate(string baseCurrency) => new(
    [
        Field.Required("base", Checks.Currency),
        Field.Required("quote", Checks.Currency),
        Field.Required("date", Checks.Date),
        Field.Required("rate", Checks.Positive),
        Field.Required("source", Checks.Text),
        Field.Required("recorded_at", Checks.Instant),
    ], rate => PairFault(rate, baseCurrency));

    private static string? PairFault(JsonElement rate, string baseCurrency)
    {
        if (rate.Text("quote") != baseCurrency)
            return $"field quote is not the base currency {baseCurrency}";
        return rate.Text("base") == baseCurrency ? "field base is the quote itself" : null;
    }
}
