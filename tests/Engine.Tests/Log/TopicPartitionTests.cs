using Sluice.Engine.Log;

namespace Sluice.Engine.Tests.Log;

public class TopicPartitionTests
{
    [Fact]
    public void Ordered_by_topic_ordinally_then_by_partition()
    {
        TopicPartition[] ordered = [new("Z", 9), new("a", 2), new("a", 10), new("b", 0)];

        ordered.Reverse().Order().ShouldBe(ordered);
        (ordered[1] < ordered[2] && ordered[2] > ordered[1] && ordered[1] <= ordered[2] && ordered[2] >= ordered[1]).ShouldBeTrue();
        (ordered[2] < ordered[1] || ordered[1] >= ordered[2] || ordered[1] > ordered[2] || ordered[2] <= ordered[1]).ShouldBeFalse();
        ordered[2].ToString().ShouldBe("a/10");
    }
}
