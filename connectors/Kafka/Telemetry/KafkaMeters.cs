using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Sluice.Engine.Telemetry;

namespace Sluice.Connectors.Kafka.Telemetry;

/// <summary>
/// Instruments fed by librdkafka's statistics. Clients report on threads of their own, each at its interval; what is
/// read in between is what each said last.
/// </summary>
public sealed class KafkaMeters : IDisposable
{
    private readonly Meter _meter = new(MetricNames.Meter);
    private readonly ConcurrentDictionary<string, ClientStatistics> _clients = new(StringComparer.Ordinal);
    private readonly Counter<long> _sent;
    private readonly Counter<long> _received;
    private readonly Counter<long> _retries;

    public KafkaMeters()
    {
        _sent = _meter.CreateCounter<long>(MetricNames.Kafka.SentBytes, "By", "Bytes sent to brokers.");
        _received = _meter.CreateCounter<long>(MetricNames.Kafka.ReceivedBytes, "By", "Bytes received from brokers.");
        _retries = _meter.CreateCounter<long>(MetricNames.Kafka.Retries, "{retries}", "Questions asked again because the brokers could not answer them for the moment.");
        _meter.CreateObservableGauge(MetricNames.Kafka.BrokerRoundTrip, RoundTrips, "s", "Mean round trip to a broker, the slowest client's, by broker.");
        _meter.CreateObservableGauge(MetricNames.Kafka.ConsumerLag, Lags, "{records}", "Records between the foremost reader and a partition's end, by topic and partition.");
        _meter.CreateObservableGauge(MetricNames.Kafka.ProducerQueue, () => _clients.Values.Sum(c => c.QueuedRecords), "{records}", "Records the producers hold unacknowledged.");
    }

    public void Dispose() => _meter.Dispose();

    /// <summary>Takes one client's statistics; totals count from the client's start.</summary>
    internal void Take(string client, string json)
    {
        if (ClientStatistics.Parse(json) is not { } now)
        {
            return;
        }

        var before = _clients.TryGetValue(client, out var known) ? known : ClientStatistics.None;

        // An interval without a request has no round trip: the one before stands.
        _clients[client] = now.RoundTrips.Count > 0 ? now : now with { RoundTrips = before.RoundTrips };
        _sent.Add(Math.Max(0, now.SentBytes - before.SentBytes));
        _received.Add(Math.Max(0, now.ReceivedBytes - before.ReceivedBytes));
    }

    /// <summary>Counts a question that has to be asked again.</summary>
    internal void Retried() => _retries.Add(1);

    /// <summary>Forgets a client that has gone.</summary>
    internal void Forget(string client) => _clients.TryRemove(client, out _);

    /// <summary>The slowest client's view of each broker.</summary>
    private IEnumerable<Measurement<double>> RoundTrips() =>
        from trip in _clients.Values.SelectMany(c => c.RoundTrips)
        group trip.Seconds by trip.Broker into broker
        select new Measurement<double>(broker.Max(), new KeyValuePair<string, object?>("broker", broker.Key));

    /// <summary>The foremost reader of each partition: a rerun or a person lies behind by intent.</summary>
    private IEnumerable<Measurement<long>> Lags() =>
        from lag in _clients.Values.SelectMany(c => c.Lags)
        group lag.Records by (lag.Topic, lag.Partition) into partition
        select new Measurement<long>(
            partition.Min(),
            new KeyValuePair<string, object?>("topic", partition.Key.Topic),
            new KeyValuePair<string, object?>("partition", partition.Key.Partition));
}
