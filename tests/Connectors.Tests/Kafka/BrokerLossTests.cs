using System.Collections.Concurrent;
using Sluice.Connectors.Kafka.Log;
using Sluice.Connectors.Kafka.Membership;
using Sluice.Engine.Log;
using Sluice.Engine.Testing.Compliance;

namespace Sluice.Connectors.Tests.Kafka;

/// <summary>A broker that goes and comes back.</summary>
public sealed class BrokerLossTests : IClassFixture<StoppableCluster>
{
    private static readonly TopicPartition Source = new("orders", 0);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly StoppableCluster _cluster;
    private readonly CancellationTokenSource _cancel = new(TimeSpan.FromSeconds(60));

    public BrokerLossTests(StoppableCluster cluster) => _cluster = cluster;

    [Fact]
    public async Task Reads_and_appends_wait_for_a_lost_broker_and_go_on()
    {
        var told = new ConcurrentQueue<string>();
        await using var log = new KafkaLog(_cluster.NewOptions() with { Notify = told.Enqueue });
        await log.EnsureTopicAsync(new TopicSpec(Source.Topic, 1), _cancel.Token);
        await log.AppendAsync([(Source, LogTestData.Numbered("a", 3))], _cancel.Token);
        await log.ReadAsync(Source, 0, 10, 1 << 20, _cancel.Token);

        await _cluster.CutOffAsync();
        var read = log.ReadAsync(Source, 3, 10, 1 << 20, _cancel.Token).AsTask();
        var append = log.AppendAsync([(Source, LogTestData.Numbered("a", 2, from: 3))], _cancel.Token).AsTask();
        await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System);
        read.IsCompleted.ShouldBeFalse();
        append.IsCompleted.ShouldBeFalse();

        await _cluster.BringBackAsync();
        (await append.WaitAsync(Patience)).ShouldBe([3L]);
        LogTestData.Copy(await read.WaitAsync(Patience))[0].Text.ShouldBe(LogTestData.NumberedText("a", 3));
        told.ShouldContain(t => t.Contains("waiting for its return"));
        told.ShouldContain(t => t.Contains("answers again"));
    }

    [Fact]
    public async Task An_append_that_no_broker_takes_in_time_fails_in_words()
    {
        await using var log = new KafkaLog(_cluster.NewOptions() with { DeliveryTimeout = TimeSpan.FromSeconds(2), RequestTimeout = TimeSpan.FromSeconds(1) });
        await log.EnsureTopicAsync(new TopicSpec(Source.Topic, 1), _cancel.Token);
        await log.AppendAsync([(Source, LogTestData.Numbered("a", 1))], _cancel.Token);
        await _cluster.CutOffAsync();
        try
        {
            var append = await Should.ThrowAsync<LogException>(async () => await log.AppendAsync([(Source, LogTestData.Numbered("a", 1))], _cancel.Token));
            append.Message.ShouldContain("orders/0 cannot be appended to: no broker has acknowledged it in time");
            append.OutcomeUnknown.ShouldBeFalse();
            var offsets = await Should.ThrowAsync<LogException>(async () => await log.OffsetsAsync(Source.Topic, _cancel.Token));
            offsets.Message.ShouldContain("no broker answers");
        }
        finally
        {
            await _cluster.BringBackAsync();
        }
    }

    [Fact]
    public async Task Members_of_the_group_go_on_after_a_lost_broker_is_back()
    {
        var options = _cluster.NewOptions();
        var quick = new MembershipOptions { SessionTimeout = TimeSpan.FromSeconds(6), StallTimeout = TimeSpan.FromSeconds(7) };
        await using (var log = new KafkaLog(options))
        {
            await log.EnsureTopicAsync(KafkaMembership.TopicOf(quick, 4), _cancel.Token);
        }

        await using var first = new Member(options, quick);
        await first.OwnsAsync(owned => owned.Count == 4);
        await _cluster.CutOffAsync();
        await Task.Delay(TimeSpan.FromSeconds(3), TimeProvider.System);
        await _cluster.BringBackAsync();

        await using var second = new Member(options, quick);
        await second.OwnsAsync(owned => owned.Count == 2);
        await first.OwnsAsync(owned => owned.Count == 2);
        first.Owned.Concat(second.Owned).Order().ShouldBe([0, 1, 2, 3]);
    }

    [Fact]
    public async Task Every_outage_and_its_end_are_told_once_for_log_and_member_together()
    {
        var told = new ConcurrentQueue<string>();
        var options = _cluster.NewOptions() with { Notify = told.Enqueue, RequestTimeout = TimeSpan.FromSeconds(1) };
        var shares = new MembershipOptions();
        await using var log = new KafkaLog(options);
        await log.EnsureTopicAsync(KafkaMembership.TopicOf(shares, 4), _cancel.Token);
        await using var member = new Member(options, shares, log);
        await member.OwnsAsync(owned => owned.Count == 4);
        for (var outage = 1; outage <= 2; outage++)
        {
            await _cluster.CutOffAsync();
            await Should.ThrowAsync<LogException>(async () => await log.OffsetsAsync(shares.Topic, _cancel.Token));
            await AskUntilAsync(log, shares.Topic, () => told.Count(t => t.Contains("waiting for its return")) == outage);
            await _cluster.BringBackAsync();
            await AskUntilAsync(log, shares.Topic, () => told.Count(t => t.Contains("answers again")) == outage);
        }

        told.Where(t => t.Contains("answer")).Select(t => t.Contains("again")).ShouldBe([false, true, false, true]);
    }

    private async Task AskUntilAsync(KafkaLog log, string topic, Func<bool> holds)
    {
        while (!holds())
        {
            try
            {
                await log.OffsetsAsync(topic, _cancel.Token);
            }
            catch (LogException)
            {
                // The broker is away, or not quite back.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, _cancel.Token);
        }
    }
}
