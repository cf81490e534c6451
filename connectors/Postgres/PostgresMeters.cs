using System.Diagnostics.Metrics;
using Sluice.Engine.Telemetry;

namespace Sluice.Connectors.Postgres;

/// <summary>The instruments of the PostgreSQL store. Safe from any thread.</summary>
public sealed class PostgresMeters : IDisposable
{
    private readonly Meter _meter = new(MetricNames.Meter);
    private readonly Counter<long> _retries;
    private readonly Counter<long> _ended;

    public PostgresMeters()
    {
        _retries = _meter.CreateCounter<long>(MetricNames.Postgres.TransactionRetries, null, "Transactions that the server broke off and that were tried again, by reason.");
        _ended = _meter.CreateCounter<long>(MetricNames.Postgres.BackendsEnded, null, "Backends of stopped clients that a takeover ended.");
    }

    /// <summary>The server broke a transaction off, and it is tried again.</summary>
    public void Retried(string sqlState) =>
        _retries.Add(1, new KeyValuePair<string, object?>("reason", sqlState == "40P01" ? "deadlock" : "serialization"));

    /// <summary>A takeover ended so many backends that held its shard and heard nothing from their clients.</summary>
    public void Ended(int backends) => _ended.Add(backends);

    public void Dispose() => _meter.Dispose();
}
