using Sluice.Topology.Money;
using Sluice.Topology.Records;
using Sluice.Topology.Reference;
using Sluice.Topology.Time;

namespace Sluice.Topology.Billing.Margin;

/// <summary>
/// A month's amounts in the base currency (contract §3): each figure rounded once, null where a rate is missing or the
/// figure exceeds what a document can carry. Amounts are in units of 10⁻⁸.
/// </summary>
public static class BaseAmounts
{
    /// <summary>What a unit of the currency is worth in the month's books, or null where no rate is known.</summary>
    public static FxFactor? Factor(PriceBook book, BooksSettings settings, string currency, BusinessMonth month, FxPolicy policy) =>
        currency == settings.BaseCurrency ? FxFactor.One : book.Rates.Factor(currency, month, policy);

    /// <summary>round(revenue × rate), by the client's policy.</summary>
    public static Int128? Revenue(Int128? revenue, ClientRecord client, BusinessMonth month, PriceBook book, BooksSettings settings) =>
        revenue is { } amount ? Sum([(client.Currency, amount)], client.FxPolicy, month, book, settings) : null;

    /// <summary>round(Σ over currencies of amount × rate), by a client's policy: its unrounded COGS.</summary>
    public static Int128? Sum(
        IEnumerable<(string Currency, Int128 Amount)> amounts, FxPolicy policy, BusinessMonth month, PriceBook book, BooksSettings settings)
    {
        var parts = new List<(Int128 Amount, FxFactor Factor)>();
        foreach (var (currency, amount) in amounts)
        {
            if (Factor(book, settings, currency, month, policy) is not { } factor)
            {
                return null;
            }

            parts.Add((amount, factor));
        }

        try
        {
            return Conversion.Total(parts, Currencies.MinorUnits(settings.BaseCurrency));
        }
        catch (OverflowException)
        {
            return null;
        }
    }
}
