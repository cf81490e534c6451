using System.Collections.Immutable;
using Sluice.Topology.Money;
using Sluice.Topology.Records;
using Sluice.Topology.Time;

namespace Sluice.Topology.Reference;

/// <summary>
/// The exchange rates of all currencies, in all their versions, and the rates that contract §3 takes for a month. A
/// function of the set of its records. Immutable.
/// </summary>
public sealed class RateBook
{
    /// <summary>How many days before a month a rate may lie that still serves it; at its close, before its last day.</summary>
    public const int DaysBefore = RateSeries.DaysBefore;

    private readonly ImmutableDictionary<string, RateSeries> _series;

    private RateBook(ImmutableDictionary<string, RateSeries> series) => _series = series;

    /// <summary>The book without rates.</summary>
    public static RateBook Empty { get; } = new(ImmutableDictionary<string, RateSeries>.Empty);

    /// <summary>
    /// What a unit of the currency is worth in a month's books, or null where no rate is known. Month-end: the rate of
    /// the latest date up to the month's last day and not more than 7 days before its first. Average: the mean of the
    /// rates dated within the month.
    /// </summary>
    public FxFactor? Factor(string currency, BusinessMonth month, FxPolicy policy)
    {
        var rates = Behind(currency, month, policy);
        return rates.Count == 0
            ? null
            : new FxFactor(rates.Aggregate(Int128.Zero, (sum, rate) => sum + Scaled.FromDecimal(rate.Rate)), rates.Count);
    }

    internal IEnumerable<History<FxRateRecord>> Histories => _series.Values.SelectMany(series => series.Histories);

    internal RateBook With(IReadOnlyCollection<FxRateRecord> rates)
    {
        if (rates.Count == 0)
            return this;
        var series = _series.ToBuilder();
        foreach (var currency in rates.GroupBy(rate => rate.Base, StringComparer.Ordinal))
            series[currency.Key] = series.GetValueOrDefault(currency.Key, RateSeries.Empty)!.With(currency);
        return new(series.ToImmutable());
    }

    /// <summary>The currencies and months whose rate may differ between the two books.</summary>
    internal IEnumerable<(string Currency, int Month)> Unlike(RateBook other) =>
        ReferenceEquals(this, other)
            ? []
            : _series.Keys.Union(other._series.Keys)
                .SelectMany(currency => Unlike(currency, other).Select(month => (currency, month.Index)));

    /// <summary>The rates behind <see cref="Factor"/>, by date; none where it is null.</summary>
    public IReadOnlyList<FxRateRecord> Behind(string currency, BusinessMonth month, FxPolicy policy)
    {
        var series = _series.GetValueOrDefault(currency, RateSeries.Empty)!;
        if (policy == FxPolicy.Average)
            return series.Within(month);
        return series.MonthEnd(month) is { } rate ? [rate] : [];
    }

    private IEnumerable<BusinessMonth> Unlike(string currency, RateBook other)
    {
        var (mine, others) = (_series.GetValueOrDefault(currency), other._series.GetValueOrDefault(currency));
        return ReferenceEquals(mine, others) ? [] : (mine ?? RateSeries.Empty).MonthsUnlike(others ?? RateSeries.Empty);
    }
}
