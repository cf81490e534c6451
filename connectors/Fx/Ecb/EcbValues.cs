using System.Globalization;

namespace Sluice.Connectors.Fx.Ecb;

/// <summary>The dates, codes and numbers of the ECB's files.</summary>
internal static class EcbValues
{
    /// <summary>What stands for no rate.</summary>
    private const string Missing = "N/A";

    private static readonly string[] DateFormats = ["yyyy-MM-dd", "d MMMM yyyy"];

    public static bool TryDate(string text, out DateOnly date) =>
        DateOnly.TryParseExact(text, DateFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out date);

    public static DateOnly Date(string text, long line) => TryDate(text, out var date)
        ? date
        : throw EcbFormatException.At(line, "Date", $"\"{Shown(text)}\" is no date such as 2026-04-13 or 13 April 2026");

    public static bool IsCode(string text) => text is [>= 'A' and <= 'Z', >= 'A' and <= 'Z', >= 'A' and <= 'Z'];

    /// <summary>A rate, or null where there is none on that date.</summary>
    public static decimal? Rate(string text, long line, string column)
    {
        if (text == Missing)
        {
            return null;
        }

        if (!IsPlainNumber(text))
        {
            throw EcbFormatException.At(line, column, $"\"{Shown(text)}\" is no rate: digits with a point at most, or {Missing}");
        }

        var rate = decimal.Parse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
        return rate > 0 ? rate : throw EcbFormatException.At(line, column, $"the rate {text} must be more than zero");
    }

    /// <summary>A value as messages show it: short, and on one line.</summary>
    public static string Shown(string text)
    {
        const int LengthMax = 40;
        var line = new string([.. text.Select(c => char.IsControl(c) ? ' ' : c)]);
        return line.Length <= LengthMax ? line : line[..LengthMax] + "…";
    }

    /// <summary>Digits with at most one point between them and a sign before them, and not more than a rate can need.</summary>
    private static bool IsPlainNumber(string text)
    {
        var digits = text.AsSpan(text.StartsWith('-') ? 1 : 0);
        var point = digits.IndexOf('.');
        var whole = point < 0 ? digits : digits[..point];
        var fraction = point < 0 ? default : digits[(point + 1)..];
        return whole.Length is > 0 and <= FxLimits.IntegerDigitsMax
            && fraction.Length <= FxLimits.PublishedFractionDigitsMax
            && point != digits.Length - 1
            && !whole.ContainsAnyExceptInRange('0', '9')
            && !fraction.ContainsAnyExceptInRange('0', '9');
    }
}
