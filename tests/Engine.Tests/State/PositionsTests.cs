using Sluice.Engine.Log;
using Sluice.Engine.State;

namespace Sluice.Engine.Tests.State;

public class PositionsTests
{
    private static readonly TopicPartition Reports = new("reports", 2);
    private static readonly TopicPartition Slashed = new("a/b", 10);

    [Fact]
    public void Json_holds_the_partitions_in_order_and_reads_back()
    {
        var positions = Positions.None.With(Reports, 7).With(Slashed, long.MaxValue).With(new TopicPartition("a/b", 9), 1);

        positions.ToJson().ShouldBe("""{"a/b/9":1,"a/b/10":9223372036854775807,"reports/2":7}""");
        Positions.Parse(positions.ToJson()).ShouldBe(positions);
        Positions.Parse("{}").ShouldBe(Positions.None);
        Positions.None.ToJson().ShouldBe("{}");
    }

    [Fact]
    public void The_order_of_writing_does_not_matter()
    {
        var one = Positions.None.With(Reports, 7).With(Slashed, 3);
        var other = Positions.None.With(Slashed, 1).With(Reports, 7).With(Slashed, 3);

        other.ShouldBe(one);
        other.GetHashCode().ShouldBe(one.GetHashCode());
        other.All.Select(p => p.Key).ShouldBe([Slashed, Reports]);
        one.With(Slashed, 4).ShouldNotBe(one);
    }

    [Fact]
    public void Unknown_partitions_stand_at_the_beginning() => Positions.None[Reports].ShouldBe(0);

    [Fact]
    public void A_position_never_moves_back()
    {
        var positions = Positions.None.With(Reports, 7);

        positions.With(Reports, 7).ShouldBe(positions);
        Should.Throw<InvariantException>(() => positions.With(Reports, 6));
        positions[Reports].ShouldBe(7);
    }
}
