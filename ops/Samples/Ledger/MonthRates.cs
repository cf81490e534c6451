using Sluice.Samples.Market;
using Sluice.Samples.Rates;

namespace Sluice.Samples.Ledger;

/// <summary>What currencies are worth at the month's end, in the base currency.</summary>
internal sealed class MonthRates(SampleOptions options)
{
    private readonly IReadOnlyDictionary<string, decimal> _rates = RateBook.MonthEnd(options);

    /// <summary>Whether there are other currencies at all.</summary>
    public bool Any => _rates.Count > 0;

    public decimal Of(SampleCurrency currency) => currency == SampleCurrency.Base ? 1 : _rates[currency.Code];

    public decimal InBase(decimal amount, SampleCurrency currency) => amount * Of(currency);

    /// <summary>Ledger less job, not rounded: in the job's currency, or in the base currency where the two differ.</summary>
    public decimal Difference(Match match) => match.JobCurrency == match.EntryCurrency
        ? match.EntryAmount - match.JobAmount
        : InBase(match.EntryAmount, match.EntryCurrency) - InBase(match.JobAmount, match.JobCurrency);

    /// <summary>The currency that <see cref="Difference"/> is in.</summary>
    public static SampleCurrency DifferenceCurrency(Match match) => match.JobCurrency == match.EntryCurrency ? match.JobCurrency : SampleCurrency.Base;
}
