using Sluice.Connectors.Kafka.Log;
using Sluice.Connectors.Kafka.Membership;
using Sluice.Engine.Log;

namespace Sluice.Connectors.Tests.Kafka;

public sealed class MembershipTests(TestCluster cluster) : IClassFixture<TestCluster>
{
    private const int Shards = 4;

    private static readonly MembershipOptions Quick = new()
    {
        SessionTimeout = TimeSpan.FromSeconds(6),
        StallTimeout = TimeSpan.FromSeconds(7),
    };

    private readonly Sluice.Connectors.Kafka.KafkaOptions _options = cluster.NewOptions();

    [Fact]
    public async Task Shards_move_when_a_member_joins_and_leaves()
    {
        await MakeTopicAsync();
        await using var first = new Member(_options, Quick);
        await first.OwnsAsync(owned => owned.Count == Shards);

        var second = new Member(_options, Quick);
        await second.OwnsAsync(owned => owned.Count == Shards / 2);
        await first.OwnsAsync(owned => owned.Count == Shards / 2);
        first.Owned.Concat(second.Owned).Order().ShouldBe(Enumerable.Range(0, Shards));

        await second.DisposeAsync();
        second.Owned.ShouldBeEmpty();
        await first.OwnsAsync(owned => owned.Count == Shards);
    }

    [Fact]
    public async Task A_stalled_member_loses_its_shards_and_gets_some_again()
    {
        await MakeTopicAsync();
        await using var stalling = new Member(_options, Quick);
        await stalling.OwnsAsync(owned => owned.Count == Shards);
        stalling.Membership.IsStalled = true;
        await using var other = new Member(_options, Quick);
        await other.OwnsAsync(owned => owned.Count == Shards);

        stalling.Membership.IsStalled = false;
        await stalling.OwnsAsync(owned => owned.Count == Shards / 2);
        await other.OwnsAsync(owned => owned.Count == Shards / 2);
    }

    [RealBrokerFact]
    public async Task A_member_leaves_when_the_topic_is_deleted()
    {
        await MakeTopicAsync();
        await using var log = new KafkaLog(_options with { LookEvery = TimeSpan.FromMilliseconds(500) });
        await using var member = new Member(log.Options, Quick, log);
        await member.OwnsAsync(owned => owned.Count == Shards);
        using var admin = cluster.Operator();
        await admin.DeleteTopicsAsync([_options.Prefix + Quick.Topic]);

        var ended = await Should.ThrowAsync<LogException>(() => member.Ended.WaitAsync(TimeSpan.FromSeconds(30)));
        ended.NeedsDecision.ShouldBeTrue();
        ended.Message.ShouldContain($"{_options.Prefix}{Quick.Topic} is gone");
        member.Owned.ShouldBeEmpty();
    }

    private async Task MakeTopicAsync()
    {
        await using var log = new KafkaLog(_options);
        await log.EnsureTopicAsync(KafkaMembership.TopicOf(Quick, Shards), CancellationToken.None);
    }
}
