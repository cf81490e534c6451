using System.Globalization;
using Sluice.Cli.Hosting;
using Sluice.Connectors.Fx.Calendar;
using Sluice.Connectors.Fx.Rates;
using Sluice.Connectors.Fx.Source;

namespace Sluice.Cli.Fx;

/// <summary>How fresh the rates in the log are, and how the last fetch went.</summary>
/// <param name="Newest">Of every currency its newest rate.</param>
/// <param name="Today">The date in Frankfurt.</param>
/// <param name="StaleDays">Business days a rate may be old.</param>
/// <param name="State">What the feed remembers.</param>
internal sealed record FxReport(string BaseCurrency, IReadOnlyList<KnownRate> Newest, DateOnly Today, int StaleDays, FxState State)
{
    /// <summary>The date that says how fresh the rates are; null where there is no rate.</summary>
    public DateOnly? NewestDate => KnownRates.NewestOf(Newest);

    public static async Task<FxReport> ReadAsync(StoreLocation location, TimeProvider time, CancellationToken cancel)
    {
        var currency = await SettingsSeal.BaseCurrencyAsync(location, cancel);
        var known = await new RateLog(location, log: null, currency, time).ReadAsync(cancel);
        return new FxReport(
            currency, known.Newest, PublicationTime.DateOf(time.GetUtcNow()), FxSettings.StaleDays(), FxCache.Beside(location.Beside).Load());
    }

    public int Age(DateOnly date) => BusinessDays.Age(date, Today);

    public bool IsStale(DateOnly date) => Staleness.IsStale(Age(date), StaleDays);

    /// <summary>How the last fetch went, in a sentence.</summary>
    public string LastFetch()
    {
        if (State.LastFetchAt is not { } at)
        {
            return "rates were never fetched here";
        }

        var words = string.Create(CultureInfo.InvariantCulture, $"last fetch {at:yyyy-MM-dd HH:mm} UTC from {State.Url}: {State.LastResult}");
        return State.LastError is null ? words : $"{words} ({State.LastError})";
    }
}
