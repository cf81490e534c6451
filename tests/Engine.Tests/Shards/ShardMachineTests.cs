using Sluice.Engine.Log;
using Sluice.Engine.Outputs;
using Sluice.Engine.Reference;
using Sluice.Engine.Shards;
using Sluice.Engine.State;

namespace Sluice.Engine.Tests.Shards;

public class ShardMachineTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 15, 0, 0, 0, TimeSpan.Zero);
    private static readonly TopicPartition Numbers = new(TallyTopology.Numbers, 0);
    private static readonly TopicPartition Prices = new(TallyTopology.Prices, 0);

    private readonly ReferenceHistory<TallyPrices> _reference = new(new TallyPricesFold());

    [Fact]
    public void A_step_gives_out_positions_rows_and_facts_together()
    {
        var machine = Machine();

        var commit = Step(machine, TallyLog.Batch(0, 0, ("a", "2"), ("b", "3"), ("a", "4"))).ShouldNotBeNull();

        (commit.Shard, commit.Epoch, commit.Sequence).ShouldBe((0, 7L, 1L));
        commit.Positions.ShouldBe(Positions.None.With(Numbers, 3));
        Rows(commit, TallyTopology.Tally).ShouldBe(["a|6|6", "b|3|3"]);
        Rows(commit, EngineTables.Counters).ShouldBe(["0|records|3"]);
        Rows(commit, EngineTables.Fingerprints).ShouldBe([$"0|0001-01|{machine.Fingerprints[0]:x32}"]);
        commit.Segment.IsEmpty.ShouldBeFalse();
    }

    [Fact]
    public void Sequence_and_positions_go_on_from_step_to_step()
    {
        var machine = Machine();
        Step(machine, TallyLog.Batch(0, 0, ("a", "2")));
        var gap = TallyLog.Batch(0, 1, ("a", "1")) with { NextOffset = 20 };

        var commit = Step(machine, gap, TallyLog.Batch(TallyTopology.MoreNumbers, 0, 0, ("a", "5"))).ShouldNotBeNull();

        commit.Sequence.ShouldBe(2);
        commit.Positions.ShouldBe(Positions.None.With(Numbers, 20).With(new TopicPartition(TallyTopology.MoreNumbers, 0), 1));
        Rows(commit, TallyTopology.Tally).ShouldBe(["a|8|8"]);
        Flow(machine).Received.ShouldBe(["0:a=2", "0:a=1", "1:a=5"]);
    }

    [Fact]
    public void Records_below_the_position_are_skipped()
    {
        var machine = Machine();
        Step(machine, TallyLog.Batch(0, 0, ("a", "2"), ("a", "3")));

        var commit = Step(machine, TallyLog.Batch(0, 0, ("a", "2"), ("a", "3"), ("a", "10"))).ShouldNotBeNull();

        Rows(commit, TallyTopology.Tally).ShouldBe(["a|15|15"]);
        Rows(commit, EngineTables.Counters).ShouldBe(["0|records|3"]);
        Step(machine, TallyLog.Batch(0, 0, ("a", "2"))).ShouldBeNull();
    }

    [Fact]
    public void When_nothing_moved_there_is_nothing_to_commit()
    {
        var machine = Machine();

        Step(machine).ShouldBeNull();
        machine.Sequence.ShouldBe(0);

        _reference.Append(TallyLog.Batch(TallyTopology.Prices, 0, 0, ("a", "3")));
        Step(machine).ShouldNotBeNull().Positions.ShouldBe(Positions.None.With(Prices, 1));
        Step(machine).ShouldBeNull();
        machine.Sequence.ShouldBe(1);
    }

    [Fact]
    public void Until_all_is_worked_out_rows_and_position_stay_those_of_the_data_before()
    {
        var machine = Machine();
        Flow(machine).Slices = 3;
        Step(machine, TallyLog.Batch(0, 0, ("a", "2")));
        _reference.Append(TallyLog.Batch(TallyTopology.Prices, 0, 0, ("a", "10"), ("a", "dear")));

        Step(machine).ShouldBeNull();
        machine.IsAdvancing.ShouldBeTrue();
        var between = Step(machine, TallyLog.Batch(0, 1, ("a", "1"))).ShouldNotBeNull();
        between.Positions.ShouldBe(Positions.None.With(Numbers, 2));
        Rows(between, TallyTopology.Tally).ShouldBe(["a|3|3"]);
        Rows(between, EngineTables.DeadLetters).ShouldBeEmpty();

        var arrived = Step(machine).ShouldNotBeNull();
        arrived.Positions.ShouldBe(Positions.None.With(Numbers, 2).With(Prices, 2));
        Rows(arrived, TallyTopology.Tally).ShouldBe(["a|3|30"]);
        Rows(arrived, EngineTables.DeadLetters).Count.ShouldBe(1);
        machine.IsAdvancing.ShouldBeFalse();
        Step(machine).ShouldBeNull();
    }

    [Fact]
    public void What_is_recorded_on_the_way_is_a_way_of_its_own()
    {
        var machine = Machine();
        Flow(machine).Slices = 2;
        Step(machine, TallyLog.Batch(0, 0, ("a", "2")));
        _reference.Append(TallyLog.Batch(TallyTopology.Prices, 0, 0, ("a", "10")));
        Step(machine).ShouldBeNull();
        _reference.Append(TallyLog.Batch(TallyTopology.Prices, 0, 1, ("a", "20")));

        Rows(Step(machine).ShouldNotBeNull(), TallyTopology.Tally).ShouldBe(["a|2|20"]);
        machine.IsAdvancing.ShouldBeTrue();
        Step(machine).ShouldBeNull();
        Rows(Step(machine).ShouldNotBeNull(), TallyTopology.Tally).ShouldBe(["a|2|40"]);
        machine.IsAdvancing.ShouldBeFalse();
    }

    [Fact]
    public void A_step_that_may_not_advance_takes_records_alone()
    {
        var machine = Machine();
        _reference.Append(TallyLog.Batch(TallyTopology.Prices, 0, 0, ("a", "10")));

        var commit = machine.Step(7, [TallyLog.Batch(0, 0, ("a", "2"))], _reference.Current, Now, mayAdvance: false).ShouldNotBeNull();

        commit.Positions.ShouldBe(Positions.None.With(Numbers, 1));
        Rows(commit, TallyTopology.Tally).ShouldBe(["a|2|2"]);
        machine.IsAdvancing.ShouldBeTrue();
    }

    [Fact]
    public void Reference_data_reprices_what_is_there_before_the_records_of_the_step()
    {
        var machine = Machine();
        Step(machine, TallyLog.Batch(0, 0, ("a", "2"), ("b", "1")));
        _reference.Append(TallyLog.Batch(TallyTopology.Prices, 0, 0, ("a", "10")));

        var commit = Step(machine, TallyLog.Batch(0, 2, ("c", "4"))).ShouldNotBeNull();

        Rows(commit, TallyTopology.Tally).ShouldBe(["a|2|20", "c|4|4"]);
        commit.Positions.ShouldBe(Positions.None.With(Numbers, 3).With(Prices, 1));
    }

    [Fact]
    public void A_rejected_reference_record_is_set_aside_by_exactly_one_shard()
    {
        ShardMachine<TallyPrices>[] machines = [Machine(0, 3), Machine(1, 3), Machine(2, 3)];
        for (var partition = 0; partition < 4; partition++)
        {
            _reference.Append(TallyLog.Batch(TallyTopology.Prices, partition, 0, ("a", "dear")));
        }

        var letters = machines.Select(m => Rows(Step(m)!, EngineTables.DeadLetters)).ToList();

        letters.Select(l => l.Count).ShouldBe([2, 1, 1]);
        letters.SelectMany(l => l).Select(l => l.Split('|')[1]).Order().ShouldBe(["0", "1", "2", "3"]);
        _reference.Append(TallyLog.Batch(TallyTopology.Prices, 0, 1, ("a", "8")));
        Rows(Step(machines[0])!, EngineTables.DeadLetters).ShouldBeEmpty("it is set aside once");
    }

    [Fact]
    public void A_failing_flow_names_the_record()
    {
        var machine = Machine();

        var poison = Should.Throw<PoisonException>(() =>
            Step(machine, TallyLog.Batch(0, 40, ("a", "1"), ("a", TallyTopology.Boom), ("a", "2"))));

        poison.Input.ShouldBe(Numbers);
        poison.Offset.ShouldBe(41);
        poison.InnerException.ShouldBeOfType<InvalidOperationException>();
    }

    [Fact]
    public void A_poisonous_record_is_quarantined_and_the_others_count()
    {
        var machine = new ShardMachine<TallyPrices>(
            TallyTopology.Build(), 0, 1, new HashSet<(TopicPartition, long)> { (Numbers, 1) });

        var commit = Step(machine, TallyLog.Batch(0, 0, ("a", "1"), ("b", TallyTopology.Boom), ("a", "2"))).ShouldNotBeNull();

        Rows(commit, TallyTopology.Tally).ShouldBe(["a|3|3"]);
        var quarantined = commit.Rows.Single(r => r.Table == EngineTables.Quarantined).Values;
        quarantined[..4].ShouldBe([TallyTopology.Numbers, 0L, 1L, "b"]);
        commit.Rows.Single(r => r.Table == EngineTables.DeadLetters).Values[7].ShouldBe("boom"u8.ToArray());
        commit.Positions[Numbers].ShouldBe(3);
    }

    [Fact]
    public void A_machine_restored_from_its_segments_goes_on_as_if_nothing_had_happened()
    {
        _reference.Append(TallyLog.Batch(TallyTopology.Prices, 0, 0, ("a", "3")));
        var machine = Machine();
        var first = Step(machine, TallyLog.Batch(0, 0, ("a", "2"), ("b", "1")))!;
        var second = Step(machine, TallyLog.Batch(0, 2, ("a", "5"), ("c", "-4")))!;
        var lease = new ShardLease(0, 8, second.Sequence, second.Positions);

        var restored = Machine();
        restored.Restore(1, first.Segment.Span);
        restored.Restore(2, second.Segment.Span);
        restored.Resume(lease, _reference.At(lease.Positions));

        restored.Fingerprints[0].ShouldBe(machine.Fingerprints[0]);
        var next = TallyLog.Batch(0, 4, ("a", "1"), ("c", "4"));
        var (expected, actual) = (Step(machine, next)!, Step(restored, next)!);
        actual.Rows.Select(r => r.ToText()).ShouldBe(expected.Rows.Select(r => r.ToText()));
        actual.Segment.ToArray().ShouldBe(expected.Segment.ToArray());
        (actual.Sequence, actual.Positions).ShouldBe((expected.Sequence, expected.Positions));
    }

    [Fact]
    public void A_machine_takes_its_own_shard_only()
    {
        var machine = Machine(1, 2);

        Should.Throw<InvariantException>(() => Step(machine, TallyLog.Batch(0, 0, ("a", "1"))));
        Should.Throw<InvariantException>(() => machine.Resume(new ShardLease(0, 1, 0, Positions.None), _reference.Current.Data));
    }

    private static ShardMachine<TallyPrices> Machine(int shard = 0, int shards = 1) =>
        new(TallyTopology.Build(), shard, shards, new HashSet<(TopicPartition, long)>());

    private ShardCommit? Step(ShardMachine<TallyPrices> machine, params LogBatch[] batches) =>
        machine.Step(epoch: 7, batches, _reference.Current, Now);

    private static TallyFlow Flow(ShardMachine<TallyPrices> machine) => (TallyFlow)machine.Flows[0];

    private static List<string> Rows(ShardCommit commit, TableSchema table) =>
        [.. commit.Rows.Where(r => r.Table == table).Select(r => r.ToText())];
}
