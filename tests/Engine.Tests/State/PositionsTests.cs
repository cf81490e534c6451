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

    [Fact]
    public void The_last_record_read_stands_with_its_position_and_decides_nothing()
    {
        var mark = new RecordMark(6, 0x00ab_cdef_0123_4567);
        var positions = Positions.None.With(Reports, 7, mark).With(Slashed, 3);

        positions.ToJson().ShouldBe("""{"a/b/10":3,"reports/2":"7 after 6:00abcdef01234567"}""");
        var back = Positions.Parse(positions.ToJson());
        (back[Reports], back.MarkOf(Reports), back.MarkOf(Slashed)).ShouldBe((7, mark, null));
        back.ShouldBe(Positions.None.With(Reports, 7).With(Slashed, 3));
        back.Of(["reports"]).ToJson().ShouldBe("""{"reports/2":7}""");
        back.Least(back).MarkOf(Reports).ShouldBeNull();
    }

    [Fact]
    public void A_gap_keeps_the_last_record_and_a_record_lies_before_the_position()
    {
        var positions = Positions.None.With(Reports, 7, new RecordMark(6, 1)).With(Reports, 9);

        positions.MarkOf(Reports).ShouldBe(new RecordMark(6, 1));
        Should.Throw<InvariantException>(() => positions.With(Reports, 10, new RecordMark(10, 1)));
        Should.Throw<FormatException>(() => Positions.Parse("""{"reports/2":"7 after"}"""));
        Should.Throw<FormatException>(() => RecordMark.Parse("7"));
    }

    [Fact]
    public void A_newer_record_takes_the_place_of_the_last_one() =>
        Positions.None.With(Reports, 7, new RecordMark(6, 1)).With(Reports, 9, new RecordMark(8, 2)).MarkOf(Reports).ShouldBe(new RecordMark(8, 2));

    [Fact]
    public void One_partition_alone_keeps_its_mark_and_no_other()
    {
        var mark = new RecordMark(6, 1);
        var only = Positions.None.With(Reports, 7, mark).With(Slashed, 3).Only(Reports);

        only.ShouldBe(Positions.None.With(Reports, 7));
        only.MarkOf(Reports).ShouldBe(mark);
    }

    [Fact]
    public void What_both_have_reached_is_the_lesser_of_what_both_know()
    {
        var one = Positions.None.With(Reports, 7).With(Slashed, 3);

        one.Least(Positions.None.With(Reports, 5)).ShouldBe(Positions.None.With(Reports, 5));
        Positions.None.With(Reports, 5).Least(one).ShouldBe(Positions.None.With(Reports, 5));
    }
}
