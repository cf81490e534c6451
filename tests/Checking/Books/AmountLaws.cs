using Sluice.Engine.Outputs;

namespace Sluice.Checking.Books;

/// <summary>What holds of the amounts of every document and note at any moment, within themselves (contract §1 and §4).</summary>
internal static class AmountLaws
{
    /// <summary>A rate is shown with ten decimals: half a unit of the last is what an amount at the exact one may differ by, for each unit of it.</summary>
    private const decimal RateError = 0.000_000_000_05m;

    /// <exception cref="BooksBrokenException">One of them does not hold.</exception>
    public static void Check(Func<TableSchema, IReadOnlyList<object?[]>> rows)
    {
        var documents = StoredDocument.All(rows);
        foreach (var document in documents)
        {
            Check(document);
        }

        var known = documents.ToDictionary(document => document.Number, StringComparer.Ordinal);
        foreach (var note in StoredNote.All(rows))
        {
            BooksBrokenException.Unless(known.TryGetValue(note.Document, out var document), () => $"{note.Number} is a note on {note.Document}, which there is not");
            Check(note, document!);
        }
    }

    /// <summary>Whether an amount in the base currency is what another comes to, at a rate that is shown rounded; null at none.</summary>
    public static bool IsWorth(decimal amount, decimal? rate, decimal? inBase)
    {
        if (rate is not { } shown || inBase is not { } worth)
        {
            return rate is null && inBase is null;
        }

        var halfUnit = 0.5m / Power(MinorUnits.DigitsOf(MinorUnits.Base));
        return Math.Abs((amount * shown) - worth) <= halfUnit + (Math.Abs(amount) * RateError) && IsWhole(worth, MinorUnits.Base);
    }

    private static void Check(StoredDocument document)
    {
        var currency = document.Party.Currency;
        foreach (var line in document.Lines)
        {
            BooksBrokenException.Unless(
                line.Units > 0 && IsWhole(line.Amount, currency) && IsPriced(line, currency),
                () => $"a line of {document.Number} has {line.Units} at {line.UnitPrice}, and comes to {line.Amount} {currency}");
        }

        BooksBrokenException.Unless(
            (currency != MinorUnits.Base || document.Rate == 1) && IsWorth(document.Total, document.Rate, document.InBase),
            () => $"{document.Number} comes to {document.Total} {currency}, and at {document.Rate} to {document.InBase} {MinorUnits.Base}");
    }

    private static void Check(StoredNote note, StoredDocument document)
    {
        BooksBrokenException.Unless(note.Party == document.Party, () => $"{note.Number} is {Accounts.Words(note.Party)}, its document {Accounts.Words(document.Party)}");
        BooksBrokenException.Unless(
            note.Amount > 0 && IsWhole(note.Amount, note.Party.Currency), () => $"{note.Number} credits {note.Amount} {note.Party.Currency}");
        BooksBrokenException.Unless(
            note.Rate == document.Rate && note.InBase == InBase(note.Amount, document.Rate),
            () => $"{note.Number} credits {note.Amount} at {note.Rate}, {note.InBase} {MinorUnits.Base}; the rate of {document.Number} is {document.Rate}");
        BooksBrokenException.Unless(
            string.CompareOrdinal(note.PostedMonth, document.Party.Month) > 0, () => $"{note.Number} is posted to {note.PostedMonth}, and its document is of {document.Party.Month}");
    }

    /// <summary>What an amount comes to at the rate that a document shows.</summary>
    public static decimal? InBase(decimal amount, decimal? rate) => rate is { } shown ? MinorUnits.Round(amount * shown, MinorUnits.Base) : null;

    /// <summary>Reports of a provider under one rule differ in price; all else has one.</summary>
    private static bool IsPriced(StoredLine line, string currency) => line.Kind == "reports"
        ? line.UnitPrice is null
        : line.UnitPrice is { } price && MinorUnits.Round(line.Units * price, currency) == line.Amount;

    private static bool IsWhole(decimal amount, string currency) => MinorUnits.Round(amount, currency) == amount;

    private static decimal Power(int digits) => Enumerable.Repeat(10m, digits).Aggregate(1m, static (power, ten) => power * ten);
}
