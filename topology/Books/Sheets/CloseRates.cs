using Sluice.Topology.Records;
using Sluice.Topology.Reference;
using Sluice.Topology.Time;

namespace Sluice.Topology.Books.Sheets;

/// <summary>
/// Rates as a close asks for them, which is more than the live figures do (contract §3, FX): whatever the policy, of each
/// currency one must be dated not more than 7 days before the month's last day.
/// </summary>
public static class CloseRates
{
    /// <summary>
    /// Why the client's month cannot be closed for want of an amount in the base currency, the client's or a provider's;
    /// empty where it can. One sentence a currency, ordinal.
    /// </summary>
    public static IReadOnlyList<string> Missing(PriceBook book, BooksSettings settings, BusinessMonth month, ClientSheet sheet)
    {
        var from = month.LastDate.AddDays(-RateBook.DaysBefore);
        List<string> missing =
        [
            .. sheet.Earned.Select(part => part.Currency)
                .Append(sheet.Record.Currency)
                .Where(currency => currency != settings.BaseCurrency)
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal)
                .Where(currency => !book.Rates.Behind(currency, month, FxPolicy.MonthEnd).Any(rate => rate.Date >= from))
                .Select(currency => BaseRates.None(currency, from, month.LastDate)),
        ];

        // All rates there are, and yet no amount: it is one that no document can carry.
        return missing.Count == 0 && sheet.Missing is { } reason ? [reason] : missing;
    }
}
