namespace Sluice.Topology.Records.Scalars;

/// <summary>The one definition of a valid date: exactly <c>YYYY-MM-DD</c>, and a day the calendar has.</summary>
public static class DateText
{
    private const int Length = 10;

    /// <summary>Reads a date of the years 0001 to 9999; false for anything else, 30 February included.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out DateOnly date)
    {
        date = default;
        if (text.Length != Length || text[4] != '-' || text[7] != '-')
            return false;
        int year = Digits.Four(text);
        int month = Digits.Two(text[5..]);
        int day = Digits.Two(text[8..]);
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
            return false;
        date = new DateOnly(year, month, day);
        return true;
    }
}
