using Confluent.Kafka;
using Sluice.Connectors.Kafka.Log;
using Sluice.Engine.Log;
using Sluice.Engine.Testing.Compliance;
using TopicPartition = Sluice.Engine.Log.TopicPartition;

namespace Sluice.Connectors.Tests.Kafka;

public sealed class OriginHeaderTests(TestCluster cluster) : IClassFixture<TestCluster>
{
    [Fact]
    public async Task A_consumer_of_any_kind_finds_a_records_origin_in_its_header()
    {
        var options = cluster.NewOptions();
        await using var log = new KafkaLog(options);
        await log.EnsureTopicAsync(new TopicSpec("rows", 1), CancellationToken.None);
        await log.AppendAsync(
            [(new TopicPartition("rows", 0), LogTestData.WithOrigins(([1], [2], "0:5"), ([1], [3], null), ([1], null, "0:6,4:2")))],
            CancellationToken.None);

        var settings = new ConsumerConfig(options.Properties.ToDictionary()) { BootstrapServers = options.Brokers, GroupId = "outside" };
        using var consumer = new ConsumerBuilder<byte[], byte[]>(settings).Build();
        consumer.Assign(new TopicPartitionOffset(options.Prefix + "rows", 0, Offset.Beginning));
        var headers = Enumerable.Range(0, 3).Select(_ => consumer.Consume(TimeSpan.FromSeconds(20)).Message.Headers).ToList();
        headers.ConvertAll(Origin).ShouldBe(["0:5", null, "0:6,4:2"]);
    }

    private static string? Origin(Headers headers) =>
        headers.TryGetLastBytes("sluice-origin", out var origin) ? System.Text.Encoding.UTF8.GetString(origin) : null;
}
