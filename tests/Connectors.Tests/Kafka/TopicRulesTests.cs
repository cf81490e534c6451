using Sluice.Connectors.Kafka.Log;
using Sluice.Connectors.Kafka.Membership;
using Sluice.Engine.Log;

namespace Sluice.Connectors.Tests.Kafka;

public sealed class TopicRulesTests
{
    private static readonly TopicSpec Rules = new("client_pricing_rules", 1);
    private static readonly TopicSpec Output = new("margin_summary", 4, RetentionBytes: 16 << 20);

    [Fact]
    public void What_is_created_has_no_fault()
    {
        TopicRules.Faults(Rules, TopicRules.For(Rules)).ShouldBeEmpty();
        TopicRules.Faults(Output, TopicRules.For(Output)).ShouldBeEmpty();
    }

    [Fact]
    public void A_wrong_number_of_partitions_costs_keys_their_owners_except_where_nothing_is_held()
    {
        TopicRules.AfterWrongCount("reports").ShouldContain("keys would change their owners");
        TopicRules.AfterWrongCount(KafkaMembership.TopicOf(new MembershipOptions(), 4).Name).ShouldContain("holds nothing: stop all workers, delete it");
    }

    [Fact]
    public void A_topic_that_keeps_all_serves_as_an_output() =>
        TopicRules.Faults(Output, TopicRules.For(Rules)).ShouldBeEmpty();

    [Theory]
    [InlineData("cleanup.policy", "compact,delete", false, "is compacted (cleanup.policy=compact,delete) and must be kept whole")]
    [InlineData("retention.ms", "604800000", true, "forgets by age (retention.ms=604800000) and must not")]
    [InlineData("retention.bytes", "1073741824", true, "forgets by size (retention.bytes=1073741824) and must keep all (retention.bytes=-1)")]
    public void A_fault_says_what_is_and_what_must_be(string setting, string value, bool forgetting, string words)
    {
        var settings = TopicRules.For(Rules);
        settings[setting] = value;
        var fault = TopicRules.Faults(Rules, settings).ShouldHaveSingleItem();
        fault.Words.ShouldStartWith(words);
        fault.IsForgetting.ShouldBe(forgetting);
    }

    [Fact]
    public void An_output_that_keeps_less_than_asked_is_a_fault()
    {
        var settings = TopicRules.For(Output);
        settings["retention.bytes"] = "1000";
        TopicRules.Faults(Output, settings).ShouldHaveSingleItem().Words.ShouldContain("must keep at least 16777216 bytes a partition");
    }
}
