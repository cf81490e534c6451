using Sluice.Connectors.Kafka.Log;
using Sluice.Engine.Log;
using Sluice.Engine.Testing.Compliance;

namespace Sluice.Connectors.Tests.Kafka;

/// <summary>Who reads beside whom.</summary>
public sealed class ReaderTests(TestCluster cluster) : IClassFixture<TestCluster>
{
    private const int Records = 3_000;

    private static readonly TopicPartition Source = new("orders", 0);

    private readonly CancellationTokenSource _cancel = new(TimeSpan.FromSeconds(60));

    [Fact]
    public async Task A_rerun_reads_up_to_its_cut_on_a_consumer_of_its_own_while_the_live_flow_waits()
    {
        await using var log = new KafkaLog(cluster.NewOptions());
        await log.EnsureTopicAsync(new TopicSpec(Source.Topic, 1), _cancel.Token);
        await log.AppendAsync([(Source, LogTestData.Numbered("a", Records))], _cancel.Token);
        (await LogTestData.ReadAsync(log, Source, 0, Records, cancel: _cancel.Token)).Count.ShouldBe(Records);
        log.Readers.ShouldBe(1);

        var live = log.ReadAsync(Source, Records, 1000, 1 << 20, _cancel.Token).AsTask();
        for (var rerun = 0; rerun < 3; rerun++)
        {
            var again = await LogTestData.ReadAsync(log, Source, rerun * 100, Records - (rerun * 100), maxRecords: 97, cancel: _cancel.Token);
            again.Select(r => r.Offset).ShouldBe(Enumerable.Range(rerun * 100, Records - (rerun * 100)).Select(o => (long)o));
        }

        live.IsCompleted.ShouldBeFalse();
        log.Readers.ShouldBeInRange(2, 4);
        await log.AppendAsync([(Source, LogTestData.Numbered("a", 1, from: Records))], _cancel.Token);
        LogTestData.Copy(await live).ShouldHaveSingleItem().Offset.ShouldBe(Records);
    }
}
