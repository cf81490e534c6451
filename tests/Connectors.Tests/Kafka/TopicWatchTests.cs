using Sluice.Connectors.Kafka;
using Sluice.Connectors.Kafka.Membership;
using Sluice.Engine.Log;

namespace Sluice.Connectors.Tests.Kafka;

public sealed class TopicWatchTests : IDisposable
{
    private static readonly IReadOnlyList<TopicSpec> Gone = [new("orders", 4)];

    private readonly CancellationTokenSource _limit = new(TimeSpan.FromSeconds(20));

    public void Dispose() => _limit.Dispose();

    [Fact]
    public async Task A_topic_that_is_gone_ends_the_watch_in_words_that_say_what_to_do()
    {
        var changed = await ChangedAsync(Present(4), Gone, Gone);
        changed.NeedsDecision.ShouldBeTrue();
        changed.Message.ShouldBe("topic a-shards is gone: without it no worker is given a shard. It held nothing: start the workers again, which makes it anew");
    }

    [Fact]
    public async Task Another_number_of_partitions_ends_it_at_once() =>
        (await ChangedAsync(Present(4), Present(6))).Message.ShouldStartWith("topic a-shards has 6 partitions now and had 4.");

    [Fact]
    public async Task Missing_once_or_no_answer_ends_nothing()
    {
        var changed = await ChangedAsync(Gone, Present(4), Gone, null, Present(4), Gone, Present(4), null, Present(5));
        changed.Message.ShouldContain("5 partitions");
    }

    /// <summary>What the watch ends with, and only at the last of these looks; null is one without an answer.</summary>
    private async Task<LogException> ChangedAsync(params IReadOnlyList<TopicSpec>?[] looks)
    {
        var options = new KafkaOptions { Brokers = "none:1", Prefix = "a-", LookEvery = TimeSpan.FromMilliseconds(1) };
        var left = new Queue<IReadOnlyList<TopicSpec>?>(looks);
        var changed = await new TopicWatch("shards", options, _ => new(left.Dequeue() ?? throw new LogException("no broker answers"))).ChangedAsync(_limit.Token);
        left.ShouldBeEmpty();
        return changed;
    }

    private static IReadOnlyList<TopicSpec> Present(int partitions) => [new("orders", 4), new("shards", partitions)];
}
