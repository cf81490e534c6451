using Sluice.Connectors.Kafka;
using Sluice.Connectors.Kafka.Log;
using Sluice.Engine.Log;
using Sluice.Engine.Testing.Compliance;

namespace Sluice.Connectors.Tests.Kafka;

/// <summary>The suite for logs; a log opened again is one of the same prefix.</summary>
public sealed class KafkaLogTests(TestCluster cluster) : DurableLogCompliance, IClassFixture<TestCluster>
{
    private readonly KafkaOptions _options = cluster.NewOptions();

    /// <summary>They are headers, which are for others: the engine's readers leave them with the client library.</summary>
    protected override bool GivesOriginsBack => false;

    protected override ValueTask<ILog> CreateAsync() => ValueTask.FromResult<ILog>(new KafkaLog(_options));

    protected override async ValueTask<ILog> ReopenAsync(ILog log)
    {
        await log.DisposeAsync();
        return new KafkaLog(_options);
    }
}
