using Sluice.Oracle.Pricing;
using Sluice.Oracle.Reference;

namespace Sluice.Oracle.Fx;

/// <summary>The rate of a currency for a month, by policy.</summary>
/// <param name="asAtClose">Whether there is none unless one is dated within the last days of the month, whatever the policy.</param>
internal sealed class MonthRates(IEnumerable<FxRate> rates, string baseCurrency, bool asAtClose = false)
{
    /// <summary>The policy of clients that name none, and of all providers.</summary>
    public const string MonthEnd = "month-end";

    public const string Average = "average";

    // How many days before the first of the month the latest rate may lie; at a close, before its last.
    private const int LookBackDays = 7;

    private readonly ILookup<string, FxRate> _rates = rates.ToLookup(rate => rate.Base, StringComparer.Ordinal);

    /// <summary>Units of the base currency for one of <paramref name="currency"/>; null where no rate is known.</summary>
    /// <param name="policy">One of the two policies.</param>
    /// <param name="currency">Any currency; that of the books is always worth 1.</param>
    /// <param name="anyDate">A date of the month.</param>
    public Fraction? For(string policy, string currency, DateOnly anyDate)
    {
        if (currency == baseCurrency)
            return Fraction.One;
        var days = DateTime.DaysInMonth(anyDate.Year, anyDate.Month);
        // By number, because the calendar's first month has no dates before it.
        var first = new DateOnly(anyDate.Year, anyDate.Month, 1).DayNumber;
        var upToEnd = _rates[currency].Where(rate => rate.Date.DayNumber < first + days).ToArray();
        if (asAtClose && !upToEnd.Any(rate => rate.Date.DayNumber >= first + days - 1 - LookBackDays))
            return null;
        return policy switch
        {
            MonthEnd => Latest([.. upToEnd.Where(rate => rate.Date.DayNumber >= first - LookBackDays)]),
            Average => Mean([.. upToEnd.Where(rate => rate.Date.DayNumber >= first)]),
            _ => throw new ArgumentException($"fx_policy {policy} has no arithmetic", nameof(policy)),
        };
    }

    private static Fraction? Latest(FxRate[] rates) =>
        rates.MaxBy(rate => rate.Date) is { } latest ? Exact.Of(latest.Rate).Over(1) : null;

    private static Fraction? Mean(FxRate[] rates) => rates.Length == 0
        ? null
        : rates.Aggregate(default(Exact), (sum, rate) => sum + Exact.Of(rate.Rate)).Over(rates.Length);
}
