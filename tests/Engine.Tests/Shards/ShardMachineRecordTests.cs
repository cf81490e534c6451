using Sluice.Engine.Log;
using Sluice.Engine.Outputs;
using Sluice.Engine.Shards.Keys;
using Sluice.Engine.State;
using static Sluice.Engine.Tests.Shards.MachineDesk;

namespace Sluice.Engine.Tests.Shards;

/// <summary>What a step leaves of its records in positions, counters and windows.</summary>
public class ShardMachineRecordTests
{
    private static readonly TopicPartition s_numbers = new(TallyTopology.Numbers, 0);

    private readonly MachineDesk _desk = new(TallyTopology.Build());

    [Fact]
    public void A_position_carries_the_mark_of_the_last_record_before_it()
    {
        var first = TallyLog.Batch(0, 0, ("a", "2"), ("b", "3"));
        var mark = Marks(first)[1];
        _desk.Step(first)!.Positions.MarkOf(s_numbers).ShouldBe(mark);

        var known = _desk.Step(TallyLog.Batch(0, 0, ("a", "2"), ("b", "3")) with { NextOffset = 10 }).ShouldNotBeNull();
        (known.Positions[s_numbers], known.Positions.MarkOf(s_numbers)).ShouldBe((10, mark), "behind it there was nothing but a gap");

        var second = TallyLog.Batch(0, 9, ("a", "4"), ("a", "5"));
        _desk.Step(second)!.Positions.MarkOf(s_numbers).ShouldBe(Marks(second)[1]);
    }

    [Fact]
    public void A_counter_is_shown_when_it_has_changed_and_not_again_by_whoever_goes_on()
    {
        var first = _desk.Step(TallyLog.Batch(0, 0, ("a", "no number"), ("a", "2")));
        Rows(first, EngineTables.Counters).ShouldBe(["0|dead_letters|1", "0|records|2"], ignoreOrder: true);
        first!.Rows.Single(r => r.Table == EngineTables.DeadLetters).Values.ShouldContain(Now);
        Rows(_desk.Step(TallyLog.Batch(0, 2, ("a", "1"))), EngineTables.Counters).ShouldBe(["0|records|3"]);

        _desk.Restart();

        Rows(_desk.Step(TallyLog.Batch(0, 3, ("a", "1"))), EngineTables.Counters).ShouldBe(["0|records|4"]);
    }

    [Fact]
    public void A_stretch_of_offsets_is_shown_once_with_the_window_that_it_holds()
    {
        Rows(_desk.Step(TallyLog.Batch(0, 0, ("a", "2"))), EngineTables.Windows).ShouldBe(["numbers|0|0001-01|0"]);
        Rows(_desk.Step(TallyLog.Batch(0, 1, ("a", "2"))), EngineTables.Windows).ShouldBeEmpty();

        var more = TallyLog.Batch(TallyTopology.MoreNumbers, 0, Limits.WindowBlockOffsets, ("a", "2"));
        Rows(_desk.Step(more), EngineTables.Windows).ShouldBe(["more_numbers|0|0001-01|1"]);
    }

    [Fact]
    public void A_record_of_a_key_that_another_shard_owns_is_set_aside_and_reaches_no_flow()
    {
        var foreign = new ForeignKeys();
        foreign.Add("key", "b"u8.ToArray(), owner: 3);

        var commit = _desk.Step(foreign, TallyLog.Batch(0, 0, ("a", "2"), ("b", "3"), ("c", "4"))).ShouldNotBeNull();

        Rows(commit, TallyTopology.Tally).ShouldBe(["a|2|2", "c|4|4"]);
        _desk.Flow.Received.ShouldBe(["0:a=2", "0:c=4"]);
        commit.Rows.Single(r => r.Table == EngineTables.DeadLetters).Values[4].ShouldBe("key b is in partitions 0 and 3");
        commit.Positions[s_numbers].ShouldBe(3);
        Rows(_desk.Step(TallyLog.Batch(0, 3, ("b", "1"))), TallyTopology.Tally).ShouldBe(["b|1|1"], "each step says what is not its own");
    }

    private static List<RecordMark> Marks(LogBatch batch)
    {
        var marks = new List<RecordMark>();
        foreach (var record in batch)
        {
            marks.Add(RecordMark.Of(record));
        }

        return marks;
    }
}
