using Sluice.Connectors.Fx.Rates;

namespace Sluice.Connectors.Fx.Source;

/// <summary>The topic of rates as the feed sees it.</summary>
public interface IRateLog
{
    /// <summary>
    /// The rates in the log, all versions in the books' base currency, whoever sent them. The log itself is asked, not a
    /// memory of what was sent: it alone knows after a crash, and beside other senders.
    /// </summary>
    ValueTask<KnownRates> ReadAsync(CancellationToken cancel);

    /// <summary>Appends rates durably.</summary>
    ValueTask AppendAsync(IReadOnlyList<FxRate> rates, CancellationToken cancel);
}
