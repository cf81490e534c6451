using System.Reflection;
using Confluent.Kafka;
using Sluice.Connectors.Kafka;
using Sluice.Connectors.Kafka.Log;
using Sluice.Engine.Log;
using Sluice.Engine.Testing.Compliance;
using TopicPartition = Sluice.Engine.Log.TopicPartition;

namespace Sluice.Connectors.Tests.Kafka;

/// <summary>The suite for logs with gaps, made by transactions of others: their markers take an offset each.</summary>
public sealed class GapTests(TestCluster cluster) : IClassFixture<TestCluster>
{
    public static TheoryData<string> Laws => [.. LawsOf(typeof(GappedLogCompliance)).Select(m => m.Name)];

    [RealBrokerTheory]
    [MemberData(nameof(Laws))]
    public async Task A_topic_with_transactions_keeps_the_law(string law)
    {
        var suite = new Suite(cluster.NewOptions());
        await suite.InitializeAsync();
        try
        {
            await (Task)LawsOf(typeof(Suite)).Single(m => m.Name == law).Invoke(suite, null)!;
        }
        finally
        {
            await suite.DisposeAsync();
        }
    }

    private static IEnumerable<MethodInfo> LawsOf(Type suite) =>
        suite.GetMethods().Where(m => m.DeclaringType == typeof(GappedLogCompliance) && m.GetCustomAttribute<FactAttribute>() is not null);

    private sealed class Suite(KafkaOptions options) : GappedLogCompliance
    {
        private int _gaps;

        protected override ValueTask<ILog> CreateAsync() => ValueTask.FromResult<ILog>(new KafkaLog(options));

        /// <summary>An aborted record and the marker behind it.</summary>
        protected override async ValueTask LeaveGapAsync(TopicPartition target)
        {
            var config = new ProducerConfig { BootstrapServers = options.Brokers, TransactionalId = $"{options.Prefix}{++_gaps}" };
            using var producer = new ProducerBuilder<byte[]?, byte[]?>(config).Build();
            producer.InitTransactions(Patience);
            producer.BeginTransaction();
            await producer.ProduceAsync(
                new Confluent.Kafka.TopicPartition(options.Prefix + target.Topic, target.Partition), new Message<byte[]?, byte[]?> { Value = [1] });
            producer.AbortTransaction(Patience);
        }
    }
}
