using System.Text.Json.Nodes;
using Sluice.Engine.Control;
using Sluice.Engine.Outputs;
using Sluice.Engine.Tests.Shards;

namespace Sluice.Engine.Tests.Control;

public sealed class CancelAndPauseTests
{
    private readonly ControlWorld _world = new();

    [Fact]
    public void A_command_that_waits_is_cancelled_and_never_begun() => _world.Play(async () =>
    {
        var begun = new List<string>();
        _world.Book.Before = (command, _, _) =>
        {
            begun.Add(command.Id);
            return _world.DelayAsync(5);
        };
        await _world.SendAsync("long");
        await _world.SendAsync("c-1");
        _world.Spawn("one", 0, 1, 2);
        await _world.UntilAsync("c-1", CommandStatus.Queued);
        await CancelAsync("x-1", "c-1");

        (await _world.UntilAsync("c-1", CommandStatus.Cancelled)).Reason.ShouldBe("cancelled by asha: because");
        (await _world.DoneAsync("x-1")).Reason.ShouldBe("command c-1 is cancelled");
        await _world.DoneAsync("long");
        await _world.DelayAsync(5);
        begun.ShouldBe(["long"]);
    });

    [Fact]
    public void A_command_that_is_being_prepared_is_cancelled_and_the_next_begins_when_it_has_ended() => _world.Play(async () =>
    {
        var ended = false;
        _world.Book.Before = async (command, _, cancel) =>
        {
            if (command.Id != "c-1")
            {
                ended.ShouldBeTrue();
                return;
            }

            try
            {
                await Task.Delay(TimeSpan.FromHours(1), _world.Time, cancel);
            }
            finally
            {
                await _world.DelayAsync(1);
                ended = true;
            }
        };
        await _world.SendAsync("c-1");
        await _world.SendAsync("c-2");
        _world.Spawn("one", 0, 1, 2);
        await _world.UntilAsync("c-1", CommandStatus.Running);
        await CancelAsync("x-1", "c-1");

        await _world.UntilAsync("c-1", CommandStatus.Cancelled);
        await _world.DoneAsync("c-2");
        (await _world.RowsAsync(ToyTopology.Marks)).ShouldHaveSingleItem().ShouldEndWith("c-2");
    });

    [Fact]
    public void What_a_cancelled_command_comes_to_all_the_same_is_not_booked() => _world.Play(async () =>
    {
        var goOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _world.Book.Before = (command, _, _) => command.Id == "c-1" ? goOn.Task : Task.CompletedTask;
        await _world.SendAsync("c-1");
        _world.Spawn("one", 0, 1, 2);
        await _world.UntilAsync("c-1", CommandStatus.Running);
        await CancelAsync("x-1", "c-1");
        await _world.UntilAsync("c-1", CommandStatus.Cancelled);
        await CancelAsync("x-2", "c-1");
        (await _world.UntilAsync("x-2", CommandStatus.Refused)).Reason.ShouldBe("command c-1 has ended already: it is cancelled");
        goOn.SetResult();
        await _world.SendAsync("c-2");
        await _world.DoneAsync("c-2");

        (await _world.RowsAsync(ToyTopology.Marks)).ShouldHaveSingleItem().ShouldEndWith("c-2");
        (await _world.FindAsync("c-1"))!.Status.ShouldBe(CommandStatus.Cancelled);
    });

    [Fact]
    public void What_is_decided_or_has_ended_is_not_cancelled() => _world.Play(async () =>
    {
        await _world.SendAsync("c-1");
        _world.Spawn("one", 0);
        await _world.UntilAsync("c-1", CommandStatus.Finishing);
        await CancelAsync("x-1", "c-1");
        (await _world.UntilAsync("x-1", CommandStatus.Refused)).Reason!.ShouldStartWith("command c-1 is decided and in the books");

        _world.Spawn("two", 1, 2);
        await _world.DoneAsync("c-1");
        await CancelAsync("x-2", "c-1");
        (await _world.UntilAsync("x-2", CommandStatus.Refused)).Reason.ShouldBe("command c-1 has ended already: it is done");
    });

    [Fact]
    public void A_decided_command_waits_for_a_slow_shard_and_says_for_which() => _world.Play(async () =>
    {
        await _world.SendAsync("c-1");
        await _world.SendAsync("c-2");
        _world.Spawn("one", 0, 2);
        await _world.UntilAsync("c-1", CommandStatus.Finishing);
        await _world.DelayAsync(20);

        var row = (await _world.FindAsync("c-1"))!;
        row.Status.ShouldBe(CommandStatus.Finishing);
        row.Progress!.ShouldStartWith("waits for shard 1, which is at 0 of 1 in marks/0");
        (await _world.FindAsync("c-2"))!.Status.ShouldBe(CommandStatus.Queued);
        (await _world.Alive["one"].Host.IsIdleAsync(default)).ShouldBeFalse();

        _world.Spawn("two", 1);
        await _world.DoneAsync("c-2");
        (await _world.FindAsync("c-1"))!.Progress.ShouldBeNull();
        _world.Law.Broken.ShouldBeEmpty();
    });

    [Fact]
    public void The_engine_is_idle_when_its_commands_have_ended_and_their_rows_are_published() => _world.Play(async () =>
    {
        await _world.SendNumbersAsync(("a1", "1"), ("b1", "2"), ("c1", "3"));
        await _world.SendAsync("c-1");
        _world.Spawn("one", 0, 1, 2);
        await _world.DelayAsync(0.001);
        while (!_world.Alive.ContainsKey("one"))
        {
            await _world.DelayAsync(0.01);
        }

        await _world.Alive["one"].Host.WaitIdleAsync(default);

        (await _world.FindAsync("c-1"))!.Status.ShouldBe(CommandStatus.Done);
        (await _world.Store.ReadOutboxAsync(10, default)).ShouldBeEmpty();
        (await _world.Log.OffsetsAsync(ToyTopology.Marks.Name, default))[0].End.ShouldBe(1);
        (await _world.RowsAsync(TallyTopology.Tally)).Count.ShouldBe(3);
    });

    [Fact]
    public void A_paused_input_is_held_in_every_process_until_it_is_resumed_also_after_a_restart() => _world.Play(async () =>
    {
        _world.Spawn("one", 0, 1);
        _world.Spawn("two", 2);
        await _world.SendAsync("p-1", "pause", new JsonObject { ["topic"] = TallyTopology.Numbers });
        await _world.DoneAsync("p-1");
        await _world.DelayAsync(3);
        await _world.SendNumbersAsync(("a1", "1"), ("b1", "2"), ("c1", "3"), ("d1", "4"), ("e1", "5"));
        foreach (var (process, _) in _world.Alive.Values.ToList())
        {
            process.Kill();
        }

        await _world.DelayAsync(10);
        (await _world.RowsAsync(TallyTopology.Tally)).ShouldBeEmpty();
        (await _world.RowsAsync(EngineTables.PausedTopics)).ShouldHaveSingleItem().ShouldContain("numbers");

        await _world.SendAsync("r-0", "resume", new JsonObject { ["topic"] = TallyTopology.MoreNumbers });
        (await _world.DoneAsync("r-0")).Reason.ShouldBe("more_numbers was not paused");
        await _world.SendAsync("p-2", "pause");
        await _world.SendAsync("r-1", "resume", new JsonObject { ["topic"] = TallyTopology.Numbers });
        (await _world.UntilAsync("r-1", CommandStatus.Refused)).Reason.ShouldBe("every input is paused, not numbers alone: resume all of them");
        await _world.SendAsync("r-2", "resume");
        await _world.DoneAsync("r-2");
        await _world.DelayAsync(5);
        (await _world.RowsAsync(TallyTopology.Tally)).Count.ShouldBe(5);
        (await _world.RowsAsync(EngineTables.PausedTopics)).ShouldBeEmpty();
    });

    private Task CancelAsync(string id, string target) => _world.SendAsync(id, EngineCommands.Cancel, new JsonObject { [EngineCommands.TargetField] = target });
}
