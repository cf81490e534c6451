namespace Sluice.Topology.Time;

/// <summary>A calendar month of the business, written <c>YYYY-MM</c>: years 0001 to 9999. Not a date, not an instant.</summary>
public readonly record struct BusinessMonth : IComparable<BusinessMonth>
{
    private const int MonthsInYear = 12;
    private static readonly int EpochDayNumber = new DateOnly(1970, 1, 1).DayNumber;

    private readonly int _index;

    private BusinessMonth(int index) => _index = index;

    /// <exception cref="ArgumentOutOfRangeException">There is no such month.</exception>
    public BusinessMonth(int year, int month)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(year, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(year, 9999);
        ArgumentOutOfRangeException.ThrowIfLessThan(month, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(month, MonthsInYear);
        _index = ((year - 1) * MonthsInYear) + month - 1;
    }

    /// <summary>Months since 0001-01; a dense number for arrays and wire formats.</summary>
    public int Index => _index;

    public int Year => (_index / MonthsInYear) + 1;

    public int Month => (_index % MonthsInYear) + 1;

    public DateOnly FirstDate => new(Year, Month, 1);

    public DateOnly LastDate => new(Year, Month, Days);

    /// <summary>Days in the month, 28 to 31.</summary>
    public int Days => DateTime.DaysInMonth(Year, Month);

    /// <summary>First day, in days since 1970-01-01.</summary>
    public int FirstDay => FirstDate.DayNumber - EpochDayNumber;

    /// <summary>Last day, in days since 1970-01-01 (inclusive).</summary>
    public int LastDay => LastDate.DayNumber - EpochDayNumber;

    /// <exception cref="ArgumentOutOfRangeException">The index is below 0 or above that of 9999-12.</exception>
    public static BusinessMonth FromIndex(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, 9999 * MonthsInYear);
        return new BusinessMonth(index);
    }

    public static BusinessMonth Of(DateOnly date) => new(date.Year, date.Month);

    /// <summary>The month of a day counted from 1970-01-01.</summary>
    public static BusinessMonth OfDay(int day) => Of(DateOnly.FromDayNumber(day + EpochDayNumber));

    /// <summary>The month so many months later (earlier where negative).</summary>
    public BusinessMonth Plus(int months) => FromIndex(_index + months);

    /// <summary>Whether the day, counted from 1970-01-01, is one of this month.</summary>
    public bool Contains(int day) => day >= FirstDay && day <= LastDay;

    /// <summary>Reads exactly <c>YYYY-MM</c>; false for anything else.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out BusinessMonth month)
    {
        month = default;
        if (text.Length != 7 || text[4] != '-' || !TryDigits(text[..4], out int year) || !TryDigits(text[5..], out int number))
            return false;
        if (year < 1 || number is < 1 or > MonthsInYear)
            return false;
        month = new BusinessMonth(year, number);
        return true;
    }

    /// <exception cref="FormatException">The text is not a month.</exception>
    public static BusinessMonth Parse(string text) =>
        TryParse(text, out BusinessMonth month)
            ? month
            : throw new FormatException($"\"{text}\" is not a month: write YYYY-MM, such as 2026-01.");

    public int CompareTo(BusinessMonth other) => _index.CompareTo(other._index);

    public override string ToString() => $"{Year:D4}-{Month:D2}";

    public static bool operator <(BusinessMonth left, BusinessMonth right) => left._index < right._index;

    public static bool operator >(BusinessMonth left, BusinessMonth right) => left._index > right._index;

    public static bool operator <=(BusinessMonth left, BusinessMonth right) => left._index <= right._index;

    public static bool operator >=(BusinessMonth left, BusinessMonth right) => left._index >= right._index;

    private static bool TryDigits(ReadOnlySpan<char> text, out int number)
    {
        number = 0;
        foreach (char c in text)
        {
            if (!char.IsAsciiDigit(c))
                return false;
            number = (number * 10) + (c - '0');
        }

        return true;
    }
}
