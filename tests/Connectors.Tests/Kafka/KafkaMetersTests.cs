using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Sluice.Connectors.Kafka.Log;
using Sluice.Connectors.Kafka.Telemetry;
using Sluice.Engine.Log;
using Sluice.Engine.Telemetry;
using Sluice.Engine.Testing.Compliance;

namespace Sluice.Connectors.Tests.Kafka;

public sealed class KafkaMetersTests(TestCluster cluster) : IClassFixture<TestCluster>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Clients_measure_brokers_bytes_queue_and_lag()
    {
        using var meters = new KafkaMeters();
        var seen = new ConcurrentDictionary<string, double>(StringComparer.Ordinal);
        using var listener = Listener(seen);
        await using var log = new KafkaLog(cluster.NewOptions() with { Meters = meters, MeasureEvery = TimeSpan.FromMilliseconds(200) });
        await log.EnsureTopicAsync(new TopicSpec("orders", 1), CancellationToken.None);
        var source = new TopicPartition("orders", 0);
        await log.AppendAsync([(source, LogTestData.Numbered("a", 100))], CancellationToken.None);
        await LogTestData.ReadAsync(log, source, 0, 100);

        // A reader speaks while it reads: this one waits at the end, as a live flow does.
        using var cancel = new CancellationTokenSource();
        var waiting = log.ReadAsync(source, 100, 100, 1 << 20, cancel.Token).AsTask();

        string[] names =
        [
            MetricNames.Kafka.BrokerRoundTrip, MetricNames.Kafka.ConsumerLag, MetricNames.Kafka.ProducerQueue,
            MetricNames.Kafka.SentBytes, MetricNames.Kafka.ReceivedBytes,
        ];
        var began = TimeProvider.System.GetTimestamp();
        while (!names.All(seen.ContainsKey))
        {
            TimeProvider.System.GetElapsedTime(began).ShouldBeLessThan(Patience, string.Join(", ", seen.Keys));
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
            listener.RecordObservableInstruments();
        }

        seen[MetricNames.Kafka.SentBytes].ShouldBeGreaterThan(0);
        seen[MetricNames.Kafka.BrokerRoundTrip].ShouldBeInRange(1e-7, 10);
        seen[MetricNames.Kafka.ConsumerLag].ShouldBe(0);
        await cancel.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public void What_is_no_statistics_document_changes_nothing()
    {
        ClientStatistics.Parse("{").ShouldBeNull();
        ClientStatistics.Parse("{}")!.RoundTrips.ShouldBeEmpty();
    }

    private static MeterListener Listener(ConcurrentDictionary<string, double> seen)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = static (instrument, l) =>
            {
                if (instrument.Name.StartsWith("sluice" + "_kafka_", StringComparison.Ordinal))
                {
                    l.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => seen.AddOrUpdate(instrument.Name, value, (_, sum) => sum + value));
        listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => seen[instrument.Name] = value);
        listener.Start();
        return listener;
    }
}
