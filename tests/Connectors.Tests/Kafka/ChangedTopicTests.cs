using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Sluice.Connectors.Kafka;
using Sluice.Connectors.Kafka.Log;
using Sluice.Engine.Log;
using Sluice.Engine.Shards;
using Sluice.Engine.State;
using Sluice.Engine.Testing.Compliance;
using TopicPartition = Sluice.Engine.Log.TopicPartition;

namespace Sluice.Connectors.Tests.Kafka;

/// <summary>Topics that an operator changes under positions that a store holds.</summary>
public sealed class ChangedTopicTests : IClassFixture<TestCluster>, IDisposable
{
    private static readonly TopicPartition Source = new("orders", 0);

    private readonly TestCluster _cluster;
    private readonly KafkaOptions _options;
    private readonly CancellationTokenSource _cancel = new(TimeSpan.FromSeconds(60));

    public ChangedTopicTests(TestCluster cluster) => (_cluster, _options) = (cluster, cluster.NewOptions());

    private string Name => _options.Prefix + Source.Topic;

    public void Dispose() => _cancel.Dispose();

    [RealBrokerFact]
    public async Task A_topic_made_anew_and_longer_is_told_by_its_last_record()
    {
        await using var log = await LogAsync(20);
        var positions = await PositionsAsync(log, 20);
        await PositionCheck.RunAsync(log, positions, _cancel.Token);

        await MakeAnewAsync();
        await log.AppendAsync([(Source, LogTestData.Numbered("other", 50))], _cancel.Token);

        var changed = await ChangedAsync(() => PositionCheck.RunAsync(log, positions, _cancel.Token).AsTask());
        changed.ShouldContain("orders/0 is not the log that the store has read up to offset 20");
        changed.ShouldContain("another record stands at offset 19");
    }

    [RealBrokerFact]
    public async Task A_reader_that_waits_on_a_topic_made_anew_is_refused()
    {
        await using var log = await LogAsync(20);
        await log.ReadAsync(Source, 0, 1000, 1 << 20, _cancel.Token);
        var read = log.ReadAsync(Source, 20, 1000, 1 << 20, _cancel.Token).AsTask();

        await MakeAnewAsync();
        await log.AppendAsync([(Source, LogTestData.Numbered("other", 3))], _cancel.Token);

        await Should.ThrowAsync<LogException>(() => read);
        var again = await ChangedAsync(() => log.ReadAsync(Source, 20, 1000, 1 << 20, _cancel.Token).AsTask());
        again.ShouldContain("the topic is shorter than it was, perhaps made anew");
    }

    [RealBrokerFact]
    public async Task Records_dropped_before_they_were_read_are_told()
    {
        await using var log = await LogAsync(20);
        var positions = await PositionsAsync(log, 5);
        using var admin = _cluster.Operator();
        await admin.DeleteRecordsAsync([new TopicPartitionOffset(Name, Source.Partition, 5)]);
        await PositionCheck.RunAsync(log, positions, _cancel.Token);

        await admin.DeleteRecordsAsync([new TopicPartitionOffset(Name, Source.Partition, 9)]);
        var changed = await ChangedAsync(() => PositionCheck.RunAsync(log, positions, _cancel.Token).AsTask());
        changed.ShouldContain("records 5 up to 9 were dropped by retention before they were read");

        // A reader that stands there has fetched ahead; a new one has not.
        await using var other = new KafkaLog(_options);
        (await ChangedAsync(() => other.ReadAsync(Source, 5, 1000, 1 << 20, _cancel.Token).AsTask())).ShouldContain("has the offsets 9 up to 20");
    }

    [RealBrokerFact]
    public async Task Partitions_added_while_a_topic_is_in_use_stop_its_readers_and_writers()
    {
        await using var log = new KafkaLog(_options with { LookEvery = TimeSpan.Zero });
        await log.EnsureTopicAsync(new TopicSpec(Source.Topic, 1), _cancel.Token);
        await log.AppendAsync([(Source, LogTestData.Numbered("a", 5))], _cancel.Token);
        using var admin = _cluster.Operator();
        await admin.CreatePartitionsAsync([new PartitionsSpecification { Topic = Name, IncreaseTo = 3 }]);

        var told = await ChangedAsync(async () =>
        {
            while (true)
            {
                await log.ReadAsync(Source, 0, 1000, 1 << 20, _cancel.Token);
            }
        });
        told.ShouldContain($"topic {Name} has 3 partitions now and had 1");
        await ChangedAsync(() => log.AppendAsync([(Source, LogTestData.Numbered("a", 1))], _cancel.Token).AsTask());
        await ChangedAsync(() => log.OffsetsAsync(Source.Topic, _cancel.Token).AsTask());
    }

    [RealBrokerTheory]
    [InlineData("cleanup.policy", "compact", "is compacted (cleanup.policy=compact)", false)]
    [InlineData("retention.ms", "604800000", "forgets by age (retention.ms=604800000)", true)]
    [InlineData("retention.bytes", "1073741824", "forgets by size (retention.bytes=1073741824)", true)]
    public async Task A_topic_that_loses_records_is_refused(string setting, string value, string words, bool mayBeAllowed)
    {
        using var admin = _cluster.Operator();
        var settings = new Dictionary<string, string>(StringComparer.Ordinal) { [setting] = value };
        if (setting != "retention.ms")
        {
            settings["retention.ms"] = "-1";
        }

        await admin.CreateTopicsAsync([new TopicSpecification { Name = Name, NumPartitions = 1, ReplicationFactor = 1, Configs = settings }]);
        var told = new List<string>();
        await using var strict = new KafkaLog(_options);
        await using var lenient = new KafkaLog(_options with { MayForget = _ => true, Notify = told.Add });
        var spec = new TopicSpec(Source.Topic, 1);

        (await ChangedAsync(() => strict.EnsureTopicAsync(spec, _cancel.Token).AsTask())).ShouldContain(words);
        if (mayBeAllowed)
        {
            await lenient.EnsureTopicAsync(spec, _cancel.Token);
            told.ShouldHaveSingleItem().ShouldContain(words);
        }
        else
        {
            await ChangedAsync(() => lenient.EnsureTopicAsync(spec, _cancel.Token).AsTask());
        }
    }

    private async Task<KafkaLog> LogAsync(int records)
    {
        var log = new KafkaLog(_options);
        await log.EnsureTopicAsync(new TopicSpec(Source.Topic, 1), _cancel.Token);
        await log.AppendAsync([(Source, LogTestData.Numbered("a", records))], _cancel.Token);
        return log;
    }

    private async Task<Positions> PositionsAsync(KafkaLog log, long next)
    {
        var batch = await log.ReadAsync(Source, next - 1, 1, 1, _cancel.Token);
        RecordMark? last = null;
        foreach (var record in batch)
        {
            last = RecordMark.Of(record);
        }

        return Positions.None.With(Source, next, last);
    }

    private async Task MakeAnewAsync()
    {
        using var admin = _cluster.Operator();
        await admin.DeleteTopicsAsync([Name]);
        for (var made = false; !made;)
        {
            try
            {
                await admin.CreateTopicsAsync([new TopicSpecification { Name = Name, NumPartitions = 1, ReplicationFactor = 1 }]);
                made = true;
            }
            catch (CreateTopicsException exists) when (exists.Results[0].Error.Code == ErrorCode.TopicAlreadyExists)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, _cancel.Token);
            }
        }
    }

    private static async Task<string> ChangedAsync(Func<Task> use)
    {
        var changed = await Should.ThrowAsync<LogException>(use);
        changed.NeedsDecision.ShouldBeTrue(changed.Message);
        return changed.Message;
    }
}
