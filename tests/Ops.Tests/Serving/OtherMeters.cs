using Sluice.Connectors.Fx;
using Sluice.Connectors.Fx.Http;
using Sluice.Connectors.Kafka.Telemetry;
using Sluice.Connectors.Postgres;
using Sluice.Engine.Telemetry;

namespace Sluice.Ops.Tests.Serving;

/// <summary>The meters of the connectors, with something measured, so that a scrape shows them.</summary>
internal sealed class OtherMeters : IDisposable
{
    public static readonly string[] Names =
        [MetricNames.Fx.RateAge, MetricNames.Fx.Fetches, MetricNames.Fx.RatesAppended, MetricNames.Postgres.TransactionRetries, MetricNames.Postgres.BackendsEnded, MetricNames.Kafka.ProducerQueue];

    private readonly FxMeters _fx = new();
    private readonly PostgresMeters _postgres = new();
    private readonly KafkaMeters _kafka = new();

    public OtherMeters()
    {
        _fx.Age(1);
        _fx.Appended(2);
        _fx.Fetched(DownloadStatus.Fetched);
        _postgres.Ended(1);
        _postgres.Retried("40P01");
    }

    public void Dispose()
    {
        _fx.Dispose();
        _postgres.Dispose();
        _kafka.Dispose();
    }
}
