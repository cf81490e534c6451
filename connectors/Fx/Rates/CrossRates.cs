using Sluice.Connectors.Fx.Ecb;

namespace Sluice.Connectors.Fx.Rates;

/// <summary>The rates of a file to the books' base currency, and what of the file gives none.</summary>
/// <param name="Rates">Oldest date first; within a date in the order of the codes.</param>
/// <param name="DatesWithoutQuote">Wanted dates on which the base currency itself has no rate.</param>
/// <param name="UnknownCurrencies">Codes in the file that are no currencies the books know: those that are gone.</param>
public sealed record CrossRates(IReadOnlyList<FxRate> Rates, int DatesWithoutQuote, IReadOnlyList<string> UnknownCurrencies)
{
    private const string Euro = "EUR";

    /// <summary>Computes them.</summary>
    /// <exception cref="EcbFormatException">
    /// The file has no column of the base currency or of one that is asked for by name, or a rate too small or too large
    /// for a record.
    /// </exception>
    public static CrossRates Of(EcbRates file, RateWish wish)
    {
        Require(file, wish);

        // What a file says of any day, it says as of its newest: an older file never outranks a newer one.
        var recordedAt = PublicationTime.Of(file.Newest);
        var rates = new List<FxRate>();
        var without = 0;
        foreach (var day in file.Days.Reverse().Where(d => wish.From is not { } from || d.Date >= from))
        {
            if (PerEuro(day, wish.Quote) is { } quote)
            {
                rates.AddRange(Day(day, quote, wish, recordedAt));
            }
            else
            {
                without++;
            }
        }

        var unknown = file.Currencies.Where(c => !wish.IsCurrency(c)).Order(StringComparer.Ordinal);
        return new CrossRates(rates, without, [.. unknown]);
    }

    private static void Require(EcbRates file, RateWish wish)
    {
        var has = file.Currencies.Append(Euro).ToHashSet(StringComparer.Ordinal);
        if (!has.Contains(wish.Quote))
        {
            throw EcbFormatException.Of($"it has no rates of {wish.Quote}, the base currency of the books");
        }

        if (wish.Only?.Order(StringComparer.Ordinal).FirstOrDefault(c => !has.Contains(c)) is { } absent)
        {
            throw EcbFormatException.Of($"it has no rates of {absent}");
        }
    }

    private static IEnumerable<FxRate> Day(EcbDay day, decimal quotePerEuro, RateWish wish, DateTimeOffset recordedAt)
    {
        var quotes = day.Quotes.Append(new EcbQuote(Euro, 1))
            .Where(q => q.Currency != wish.Quote && wish.IsCurrency(q.Currency) && wish.Only?.Contains(q.Currency) != false);
        foreach (var quote in quotes.OrderBy(q => q.Currency, StringComparer.Ordinal))
        {
            var rate = CrossRate.Of(quotePerEuro, quote.PerEuro)
                ?? throw EcbFormatException.At(day.Line, quote.Currency, $"{quote.PerEuro} a euro gives no {wish.Quote} rate that a record can hold");
            yield return new FxRate(quote.Currency, wish.Quote, day.Date, rate, recordedAt);
        }
    }

    private static decimal? PerEuro(EcbDay day, string currency)
    {
        if (currency == Euro)
        {
            return 1;
        }

        foreach (var quote in day.Quotes)
        {
            if (quote.Currency == currency)
            {
                return quote.PerEuro;
            }
        }

        return null;
    }
}
