using Sluice.Engine.Control;
using Sluice.Engine.Log;
using Sluice.Engine.Outputs;
using Sluice.Engine.Tests.Shards;

namespace Sluice.Engine.Tests.Control;

/// <summary>What happens beside a command while it is prepared, and what it waits for.</summary>
public sealed class DecisionTests
{
    private readonly ControlWorld _world = new();

    [Fact]
    public void Rows_that_rest_on_refused_messages_are_asked_for_when_the_command_is_decided() => _world.Play(async () =>
    {
        var stranger = new ControlWorld { Seal = new CommandSeal(new byte[32]), Log = _world.Log };
        _world.Book.Before = async (_, _, _) =>
        {
            await _world.SendAsync(await stranger.MessageAsync("forged"));
            await _world.UntilAsync("forged", CommandStatus.Refused);
        };
        _world.Book.Last = async _ => [RowChange.Upsert(ToyTopology.Audit, 1_000L + (await _world.RowsAsync(ToyTopology.Audit)).Count, "decided")];
        await _world.SendAsync("c-1");
        _world.Spawn("one", 0, 1, 2);

        await _world.DoneAsync("c-1");

        (await _world.RowsAsync(ToyTopology.Audit)).ShouldContain(row => row.Contains("1001|decided", StringComparison.Ordinal), "the refusal came first");
    });

    [Fact]
    public void A_command_waits_for_the_shards_whose_records_it_reads() => _world.Play(async () =>
    {
        await _world.SendNumbersAsync([.. Enumerable.Range(1, 30).Select(i => ($"a{i}", "1"))]);
        await _world.SendAsync("c-1");
        _world.Spawn("one", 0, 1);
        await _world.UntilAsync("c-1", CommandStatus.Running);
        await _world.DelayAsync(5);
        (await _world.FindAsync("c-1"))!.Status.ShouldBe(CommandStatus.Running, "shard 2 has not said which records it sets aside");

        _world.Spawn("two", 2);

        (await _world.DoneAsync("c-1")).Reason.ShouldBe("total 30");
    });

    [Fact]
    public void A_command_whose_cut_the_log_no_longer_reaches_fails_in_words_and_the_next_one_goes_on() => _world.Play(async () =>
    {
        await _world.SendNumbersAsync([.. Enumerable.Range(1, 30).Select(i => ($"a{i}", "1"))]);
        await _world.SendAsync("c-1");
        _world.Spawn("one", 0, 1);
        await _world.UntilAsync("c-1", CommandStatus.Running);
        var source = new TopicPartition(TallyTopology.Numbers, 2);
        var end = (await _world.Log.OffsetsAsync(source.Topic, default))[2].End;
        end.ShouldBeGreaterThan(2);

        _world.Log.Cut(source, 0, 2);

        (await _world.UntilAsync("c-1", CommandStatus.Failed)).Reason
            .ShouldBe($"numbers/2 is needed up to offset {end}, and the log ends at 2: it has lost its newest records");
        _world.Spawn("two", 2);
        await _world.SendAsync("c-2");
        (await _world.DoneAsync("c-2")).Reason.ShouldBe($"total {30 - end + 2}");
    });

    [Fact]
    public void A_command_whose_cut_lies_beyond_what_is_left_of_a_reference_topic_fails_in_words() => _world.Play(async () =>
    {
        await _world.Log.SendPricesAsync(("a", "2"), ("b", "3"));
        await _world.SendAsync("c-1");
        _world.Book.Before = (_, _, _) =>
        {
            _world.Log.Cut(new TopicPartition(TallyTopology.Prices, 0), 0, 1);
            return Task.CompletedTask;
        };
        _world.Spawn("one", 0, 1, 2);

        (await _world.UntilAsync("c-1", CommandStatus.Failed)).Reason
            .ShouldBe("prices/0 is needed up to offset 2, and the log ends at 1: it has lost its newest records");
    });

    [Fact]
    public void What_is_decided_is_done_though_the_log_has_lost_what_a_shard_was_still_to_take() => _world.Play(async () =>
    {
        await _world.SendNumbersAsync([.. Enumerable.Range(1, 30).Select(i => ($"a{i}", "1"))]);
        await _world.SendAsync("c-1");
        _world.Book.Shards = [0];
        _world.Book.Before = (_, _, _) =>
        {
            _world.Log.Cut(new TopicPartition(TallyTopology.Numbers, 2), 0, 0);
            return Task.CompletedTask;
        };
        _world.Spawn("one", 0, 1);

        await _world.UntilAsync("c-1", CommandStatus.Finishing);
        _world.Spawn("two", 2);
        await _world.DoneAsync("c-1");
    });

    [Fact]
    public void What_is_decided_is_done_though_the_log_loses_what_a_shard_has_still_to_take_while_it_is_awaited() => _world.Play(async () =>
    {
        await _world.SendNumbersAsync([.. Enumerable.Range(1, 30).Select(i => ($"a{i}", "1"))]);
        await _world.SendAsync("c-1");
        _world.Book.Shards = [0];
        _world.Spawn("one", 0, 1);
        var finishing = await _world.UntilAsync("c-1", CommandStatus.Finishing);
        for (; finishing.Progress?.StartsWith("waits for shard 2,", StringComparison.Ordinal) != true; finishing = (await _world.FindAsync("c-1"))!)
        {
            finishing.Status.ShouldBe(CommandStatus.Finishing);
            await _world.DelayAsync(0.01);
        }

        _world.Log.Cut(new TopicPartition(TallyTopology.Numbers, 2), 0, 2);
        _world.Spawn("two", 2);

        await _world.DoneAsync("c-1");
        _world.Alive["two"].Host.ThrowIfFailed();
    });

    [Fact]
    public void Who_is_fenced_while_a_command_waits_lets_go_of_it_and_decides_again() => _world.Play(async () =>
    {
        await _world.SendNumbersAsync([.. Enumerable.Range(1, 30).Select(i => ($"a{i}", "1"))]);
        _world.Spawn("one", 0, 1);
        await _world.DelayAsync(3);
        await _world.SendAsync("c-1");
        await _world.UntilAsync("c-1", CommandStatus.Running);

        await _world.Store.TakeAsync(Limits.ControlShard, default);
        await _world.SendAsync("c-2", EngineCommands.Cancel, new() { [EngineCommands.TargetField] = "c-1" });

        // Shard 2, for which it waits, never comes.
        await _world.UntilAsync("c-1", CommandStatus.Cancelled);
        await _world.DoneAsync("c-2");
    });

    [Fact]
    public void An_input_is_paused_though_the_log_does_not_reach_the_cut() => _world.Play(async () =>
    {
        var beyond = (await CommandCut.NowAsync(ToyTopology.Build(_world.Book), _world.Log, default)).With(new(TallyTopology.Numbers, 2), 5);
        await _world.SendAsync("c-1", EngineCommands.Pause, cut: beyond);
        _world.Spawn("one", 0, 1, 2);

        (await _world.DoneAsync("c-1")).Reason.ShouldBe("every input is paused");
    });
}
