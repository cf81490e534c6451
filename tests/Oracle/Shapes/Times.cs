using System.Globalization;

namespace Sluice.Oracle.Shapes;

/// <summary>Dates (YYYY-MM-DD) and instants (RFC 3339), read to the letter.</summary>
internal static class Times
{
    // A day in from either end, so that an instant has a date in every time zone.
    private static readonly long Earliest = new DateTime(1, 1, 2).Ticks;
    private static readonly long Latest = new DateTime(9999, 12, 31).Ticks;

    public static bool TryDate(ReadOnlySpan<char> text, out DateOnly date) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date);

    /// <summary>Reads an instant as UTC ticks: units of 100 ns since 0001-01-01T00:00:00Z. Finer digits are cut off.</summary>
    public static bool TryInstant(ReadOnlySpan<char> text, out long ticks)
    {
        ticks = 0;
        if (text.Length < 20 || text[10] is not ('T' or 't') || text[13] != ':' || text[16] != ':')
            return false;
        if (!TryDate(text[..10], out var date) || !TryPart(text[11..13], 23, out var hour)
            || !TryPart(text[14..16], 59, out var minute) || !TryPart(text[17..19], 59, out var second))
            return false;
        if (!TryFraction(text[19..], out var fraction, out var rest) || !TryOffset(rest, out var offset))
            return false;
        ticks = date.ToDateTime(new TimeOnly(hour, minute, second)).Ticks + fraction
            - (offset * TimeSpan.TicksPerMinute);
        return ticks >= Earliest && ticks < Latest;
    }

    private static bool TryFraction(ReadOnlySpan<char> text, out long ticks, out ReadOnlySpan<char> rest)
    {
        ticks = 0;
        rest = text;
        if (text[0] != '.')
            return true;
        var length = text[1..].IndexOfAnyExceptInRange('0', '9');
        if (length < 1)
            return false;
        var digits = text.Slice(1, Math.Min(length, 7));
        ticks = long.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
        for (var i = digits.Length; i < 7; i++)
            ticks *= 10;
        rest = text[(1 + length)..];
        return true;
    }

    private static bool TryOffset(ReadOnlySpan<char> text, out int minutes)
    {
        minutes = 0;
        if (text is "Z" or "z")
            return true;
        if (text.Length != 6 || text[0] is not ('+' or '-') || text[3] != ':')
            return false;
        if (!TryPart(text[1..3], 23, out var hour) || !TryPart(text[4..6], 59, out var minute))
            return false;
        minutes = ((hour * 60) + minute) * (text[0] == '-' ? -1 : 1);
        return true;
    }

    private static bool TryPart(ReadOnlySpan<char> text, int most, out int value) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value <= most;
}
