namespace Sluice.Topology.Records.Scalars;

/// <summary>
/// The one definition of a valid instant: RFC 3339 with seconds and an offset (<c>Z</c> or <c>±HH:MM</c>). Fractions are
/// kept to 100 ns; further digits are cut off, never rounded up, so that no instant moves into the next month. A leap
/// second (<c>:60</c>) is refused: the clocks of the books have none. So are the first and the last day of the
/// calendar, whose business date might not exist in another zone.
/// </summary>
public static class InstantText
{
    private const int SecondsEnd = 19;
    private const int TickDigits = 7;

    private const long TicksMin = TimeSpan.TicksPerDay;
    private static readonly long TicksMax = DateTime.MaxValue.Ticks - TimeSpan.TicksPerDay;

    /// <summary>Reads an instant into 100 ns units since 0001-01-01T00:00:00Z.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out long utcTicks)
    {
        utcTicks = 0;
        if (text.Length <= SecondsEnd || (text[10] | 0x20) != 't' || text[13] != ':' || text[16] != ':')
            return false;
        if (!DateText.TryParse(text[..10], out DateOnly date))
            return false;
        int hour = Digits.Two(text[11..]);
        int minute = Digits.Two(text[14..]);
        int second = Digits.Two(text[17..]);
        if (hour is < 0 or > 23 || minute is < 0 or > 59 || second is < 0 or > 59)
            return false;
        ReadOnlySpan<byte> rest = text[SecondsEnd..];
        if (!TryFraction(ref rest, out long fraction) || !TryOffset(rest, out int offsetMinutes))
            return false;

        utcTicks = (date.DayNumber * TimeSpan.TicksPerDay)
            + (hour * TimeSpan.TicksPerHour)
            + ((minute - offsetMinutes) * TimeSpan.TicksPerMinute)
            + (second * TimeSpan.TicksPerSecond)
            + fraction;
        return utcTicks >= TicksMin && utcTicks <= TicksMax;
    }

    private static bool TryFraction(ref ReadOnlySpan<byte> rest, out long ticks)
    {
        ticks = 0;
        if (rest[0] != '.')
            return true;
        int digits = 0;
        for (rest = rest[1..]; !rest.IsEmpty && rest[0] is >= (byte)'0' and <= (byte)'9'; rest = rest[1..])
        {
            if (digits < TickDigits)
                ticks = (ticks * 10) + (rest[0] - '0');
            digits++;
        }

        for (int i = digits; i < TickDigits; i++)
            ticks *= 10;
        return digits > 0;
    }

    private static bool TryOffset(ReadOnlySpan<byte> text, out int minutes)
    {
        minutes = 0;
        if (text.Length == 1)
            return (text[0] | 0x20) == 'z';
        if (text.Length != 6 || text[3] != ':' || text[0] is not ((byte)'+' or (byte)'-'))
            return false;
        int hour = Digits.Two(text[1..]);
        int minute = Digits.Two(text[4..]);
        if (hour is < 0 or > 23 || minute is < 0 or > 59)
            return false;
        minutes = (hour * 60) + minute;
        if (text[0] == '-')
            minutes = -minutes;
        return true;
    }
}
