using System.Diagnostics.Metrics;
using Sluice.Connectors.Fx.Http;
using Sluice.Engine.Telemetry;

namespace Sluice.Connectors.Fx;

/// <summary>The instruments of the feed of rates. Safe from any thread.</summary>
public sealed class FxMeters : IDisposable
{
    private readonly Meter _meter = new(MetricNames.Meter);
    private readonly Gauge<int> _age;
    private readonly Counter<long> _fetches;
    private readonly Counter<long> _appended;

    public FxMeters()
    {
        _age = _meter.CreateGauge<int>(MetricNames.Fx.RateAge, null, "Business days since the newest exchange rate in the log.");
        _fetches = _meter.CreateCounter<long>(MetricNames.Fx.Fetches, null, "Downloads of exchange rates, by result.");
        _appended = _meter.CreateCounter<long>(MetricNames.Fx.RatesAppended, "{records}", "Exchange rates appended to the log.");
    }

    /// <summary>How many business days old the newest rate is.</summary>
    public void Age(int businessDays) => _age.Record(businessDays);

    /// <summary>A download ended.</summary>
    public void Fetched(DownloadStatus status) => Fetch(status switch
    {
        DownloadStatus.Fetched => "fetched",
        DownloadStatus.NotModified => "not_modified",
        _ => "failed",
    });

    /// <summary>An attempt failed and is made again.</summary>
    public void Retried() => Fetch("retried");

    /// <summary>A file came that could not be read.</summary>
    public void Unreadable() => Fetch("unreadable");

    /// <summary>So many rates were appended to the log.</summary>
    public void Appended(int rates) => _appended.Add(rates);

    /// <summary>Whether an instrument is one of these: a process may have several sets.</summary>
    internal bool Owns(Instrument instrument) => ReferenceEquals(instrument.Meter, _meter);

    public void Dispose() => _meter.Dispose();

    private void Fetch(string result) => _fetches.Add(1, new KeyValuePair<string, object?>("result", result));
}
