using System.Globalization;

namespace Sluice.Topology.Reconciliation.Pairing.Values;

/// <summary>
/// Dates as people write them: 2026-01-31, 2026/1/31, 20260131, 31.01.2026, 31/01/26, 31-Jan-2026, Jan 31, 2026, each with or
/// without a time behind it. Where both of the first two numbers may be the month, the day stands first.
/// </summary>
internal static class DateText
{
    /// <summary>Two-digit years from here on belong to the last century.</summary>
    private const int CenturyTurns = 69;

    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    /// <returns>False where the text has not the shape of a date; one outside the calendar is taken.</returns>
    public static bool TryParse(string text, out int year, out int month, out int day)
    {
        (year, month, day) = (0, 0, 0);
        var rest = WithoutTime(text.AsSpan().Trim());
        if (rest.Length == 8 && !rest.ContainsAnyExceptInRange('0', '9'))
        {
            (year, month, day) = (Number(rest[..4]), Number(rest[4..6]), Number(rest[6..]));
            return year > 0;
        }

        Span<Range> ranges = stackalloc Range[4];
        if (rest.SplitAny(ranges, "-/. ,", StringSplitOptions.RemoveEmptyEntries) != 3)
        {
            return false;
        }

        var first = rest[ranges[0]];
        var second = rest[ranges[1]];
        var third = rest[ranges[2]];
        return Named(first, second, third, ref year, ref month, ref day) || Numbers(first, second, third, ref year, ref month, ref day);
    }

    private static ReadOnlySpan<char> WithoutTime(ReadOnlySpan<char> text)
    {
        var colon = text.IndexOf(':');
        if (colon < 0)
        {
            return text;
        }

        var end = text[..colon].LastIndexOfAny('T', ' ');
        return end < 0 ? text : text[..end].Trim();
    }

    private static bool Numbers(ReadOnlySpan<char> first, ReadOnlySpan<char> second, ReadOnlySpan<char> third, ref int year, ref int month, ref int day)
    {
        if (!IsNumber(first) || second.Length > 2 || !IsNumber(second) || !IsNumber(third))
        {
            return false;
        }

        if (first.Length == 4)
        {
            (year, month, day) = (Number(first), Number(second), Number(third));
            return third.Length <= 2 && year > 0;
        }

        (day, month, year) = (Number(first), Number(second), Year(third));
        if (month > 12 && day is >= 1 and <= 12)
        {
            (day, month) = (month, day);
        }

        return first.Length <= 2 && year > 0;
    }

    private static bool Named(ReadOnlySpan<char> first, ReadOnlySpan<char> second, ReadOnlySpan<char> third, ref int year, ref int month, ref int day)
    {
        var leads = Month(first);
        month = leads > 0 ? leads : Month(second);
        var other = leads > 0 ? second : first;
        if (month == 0 || !IsNumber(other) || !IsNumber(third))
        {
            return false;
        }

        (day, year) = other.Length == 4 ? (Number(third), Number(other)) : (Number(other), Year(third));
        return year > 0 && day <= 99;
    }

    private static int Month(ReadOnlySpan<char> word)
    {
        for (var m = 0; m < Months.Length && word.Length >= 3; m++)
        {
            if (word.StartsWith(Months[m], StringComparison.OrdinalIgnoreCase) && !word.ContainsAnyInRange('0', '9'))
            {
                return m + 1;
            }
        }

        return 0;
    }

    private static bool IsNumber(ReadOnlySpan<char> text) => text.Length is >= 1 and <= 4 && !text.ContainsAnyExceptInRange('0', '9');

    private static int Number(ReadOnlySpan<char> digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);

    private static int Year(ReadOnlySpan<char> digits) => digits.Length switch
    {
        4 => Number(digits),
        2 => Number(digits) + (Number(digits) < CenturyTurns ? 2000 : 1900),
        _ => 0,
    };
}
