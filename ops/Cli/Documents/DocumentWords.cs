using System.Globalization;
using Sluice.Cli.Rendering;
using Sluice.Topology.Time;

namespace Sluice.Cli.Documents;

/// <summary>What a document calls itself and its parts.</summary>
internal static class DocumentWords
{
    public static string Title(Document document) => (document.IsReceivable, document.IsSupplementary) switch
    {
        (true, false) => "Invoice",
        (true, true) => "Supplementary invoice",
        (false, false) => "Statement of earnings",
        _ => "Supplementary statement",
    };

    public static string To(Document document) => document.IsReceivable ? "Billed to" : "Payable to";

    public static string Due(Document document) => document.TotalDue < 0 ? "Credit balance" : "Total due";

    /// <summary>Such as <c>January 2026</c>.</summary>
    public static string MonthName(BusinessMonth month) => month.FirstDate.ToString("MMMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>Whether an equivalent in the books' currency is worth a line.</summary>
    public static bool HasEquivalent(Document document, string baseCurrency) => document.Currency != baseCurrency;

    /// <summary>The rate, such as <c>1 USD = 83.125 INR</c>; null where none was known.</summary>
    public static string? Rate(Document document, string baseCurrency) => document.FxRate is { } rate
        ? $"1 {document.Currency} = {rate.ToString("0.############", CultureInfo.InvariantCulture)} {baseCurrency}"
        : null;

    /// <summary>An amount with the sign its currency is known by, else its code, such as <c>₹5,26,000.00</c> and <c>KWD 12.500</c>.</summary>
    public static string Money(decimal? amount, string currency)
    {
        if (amount is not { } value)
        {
            return Amounts.Missing;
        }

        var digits = Amounts.Format(Math.Abs(value), currency);
        var sign = currency switch
        {
            "INR" => "₹",
            "USD" => "US$",
            "EUR" => "€",
            "GBP" => "£",
            "JPY" => "¥",
            _ => currency + "\u00a0",
        };
        return value < 0 ? $"−{sign}{digits}" : sign + digits;
    }

    /// <summary>An amount without its currency, with a minus sign as typesetters set it.</summary>
    public static string Plain(decimal? amount, string currency) => Amounts.Format(amount, currency).Replace('-', '−');
}
