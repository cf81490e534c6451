using Sluice.Topology.Money;
using Sluice.Topology.Records;
using Sluice.Topology.Reference;
using Sluice.Topology.Time;

namespace Sluice.Topology.Books.Sheets;

/// <summary>Rates of a month's books as documents show them, and the words where one is missing.</summary>
internal static class BaseRates
{
    private const int DigitsShown = 10;

    /// <summary>Base currency for one unit, rounded half away from zero to 10 digits; null for null.</summary>
    public static decimal? Shown(FxFactor? factor) =>
        factor is { } known ? Math.Round(Scaled.ToDecimal(known.Sum) / known.Count, DigitsShown, MidpointRounding.AwayFromZero) : null;

    /// <summary>Says that no rate serves the month by the policy.</summary>
    public static string NoneUsable(string currency, BusinessMonth month, FxPolicy policy) =>
        None(currency, policy == FxPolicy.Average ? month.FirstDate : Earlier(month.FirstDate, RateBook.DaysBefore), month.LastDate);

    /// <summary>Says that no rate was published between two dates, both inclusive.</summary>
    public static string None(string currency, DateOnly from, DateOnly to) => $"no {currency} rate dated between {from:yyyy-MM-dd} and {to:yyyy-MM-dd}";

    /// <summary>The calendar begins in year 1, and so may a month of nonsense.</summary>
    private static DateOnly Earlier(DateOnly date, int days) => DateOnly.FromDayNumber(Math.Max(0, date.DayNumber - days));
}
