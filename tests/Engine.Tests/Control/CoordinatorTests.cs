using System.Text.Json.Nodes;
using Sluice.Engine.Control;
using Sluice.Engine.Outputs;
using Sluice.Engine.State;
using Sluice.Engine.Tests.Shards;

namespace Sluice.Engine.Tests.Control;

public sealed class CoordinatorTests
{
    private readonly ControlWorld _world = new();

    [Fact]
    public void A_command_is_carried_out_below_its_cut_and_done_when_every_shard_shows_it() => _world.Play(async () =>
    {
        await _world.SendNumbersAsync(("a1", "1"), ("b1", "2"), ("c1", "3"));
        await _world.SendAsync("c-1");
        await _world.SendNumbersAsync(("a1", "100"));
        _world.Spawn("one", 0, 1, 2);

        var row = await _world.DoneAsync("c-1");

        (row.Reason, row.Result, row.RequestedBy, row.Type).ShouldBe(("total 6", """{"total": 6}""", "asha", "mark"));
        row.EndedAt.ShouldNotBeNull();
        (await _world.RowsAsync(ToyTopology.Marks)).ShouldHaveSingleItem().ShouldEndWith("a|6|c-1");
        _world.Law.Broken.ShouldBeEmpty();
    });

    [Fact]
    public void A_command_sent_twice_is_carried_out_once() => _world.Play(async () =>
    {
        var message = await _world.MessageAsync("c-1");
        await _world.SendAsync(message);
        await _world.SendAsync(message);
        _world.Spawn("one", 0, 1, 2);
        await _world.DoneAsync("c-1");
        await _world.SendAsync(message);
        await _world.SendAsync("c-2");
        await _world.DoneAsync("c-2");

        (await _world.RowsAsync(ToyTopology.Marks)).Count.ShouldBe(2);
        _world.Notes.Count(n => n.Contains("c-1 was sent again", StringComparison.Ordinal)).ShouldBe(2);
    });

    [Fact]
    public void Commands_are_carried_out_one_at_a_time_in_the_order_of_the_topic() => _world.Play(async () =>
    {
        var (active, most, order) = (0, 0, new List<string>());
        _world.Book.Before = async (command, _, _) =>
        {
            most = Math.Max(most, ++active);
            order.Add(command.Id);
            await _world.DelayAsync(1);
            active--;
        };
        foreach (var id in new[] { "z", "m", "a" })
        {
            await _world.SendAsync(id);
        }

        _world.Spawn("one", 0, 1, 2);
        await _world.UntilAsync("z", CommandStatus.Running);
        (await _world.FindAsync("a"))?.Status.ShouldBe(CommandStatus.Queued);
        await _world.DoneAsync("a");

        (most, string.Join(' ', order)).ShouldBe((1, "z m a"));
    });

    [Fact]
    public void A_message_that_is_not_signed_with_the_books_key_is_refused_and_audited() => _world.Play(async () =>
    {
        var stranger = new ControlWorld { Seal = new CommandSeal(new byte[32]), Log = _world.Log };
        await _world.SendAsync(await stranger.MessageAsync("c-1"));
        await _world.SendAsync("not even json"u8.ToArray());
        _world.Spawn("one", 0, 1, 2);

        var row = await _world.UntilAsync("c-1", CommandStatus.Refused);
        await _world.SendAsync("c-1");
        await _world.SendAsync("c-2");
        await _world.DoneAsync("c-2");

        (await _world.FindAsync("c-1"))!.Status.ShouldBe(CommandStatus.Done, "the true command of that id is not barred");
        row.Reason!.ShouldContain("signature");
        (row.Reason!, row.RequestedBy).ShouldBe((row.Reason!, "asha"));
        var audit = await _world.RowsAsync(ToyTopology.Audit);
        audit.Count.ShouldBe(2);
        audit[1].ShouldContain("no JSON object");
    });

    [Fact]
    public void An_unsigned_message_with_the_id_of_a_command_leaves_that_command_alone() => _world.Play(async () =>
    {
        await _world.SendAsync("c-1");
        _world.Spawn("one", 0, 1, 2);
        await _world.DoneAsync("c-1");
        var stranger = new ControlWorld { Seal = new CommandSeal(new byte[32]), Log = _world.Log };
        await _world.SendAsync(await stranger.MessageAsync("c-1"));
        await _world.SendAsync("c-2");
        await _world.DoneAsync("c-2");

        (await _world.FindAsync("c-1"))!.Status.ShouldBe(CommandStatus.Done);
        (await _world.RowsAsync(ToyTopology.Audit)).Count.ShouldBe(1);
    });

    [Fact]
    public void Without_a_key_no_command_is_taken()
    {
        var world = new ControlWorld { Known = null };
        world.Play(async () =>
        {
            await world.SendAsync("c-1");
            world.Spawn("one", 0, 1, 2);
            (await world.UntilAsync("c-1", CommandStatus.Refused)).Reason!.ShouldContain("no key");
        });
    }

    [Theory]
    [InlineData("sing", null, "type sing is unknown")]
    [InlineData("mark", "{}", "group is missing")]
    [InlineData("cancel", "{}", "target is missing, which is not the id of a command")]
    [InlineData("cancel", """{"target": "x-9"}""", "there is no command x-9")]
    [InlineData("pause", """{"topic": 7}""", "topic 7 is not a topic")]
    [InlineData("pause", """{"topic": "prices"}""", "topic prices is not an input that can be paused: numbers, more_numbers")]
    public void A_command_that_cannot_be_taken_is_refused_with_the_field(string type, string? fields, string reason) => _world.Play(async () =>
    {
        await _world.SendAsync("c-1", type, fields is null ? null : (JsonObject)JsonNode.Parse(fields)!);
        _world.Spawn("one", 0, 1, 2);
        (await _world.UntilAsync("c-1", CommandStatus.Refused)).Reason.ShouldBe(reason);
    });

    [Fact]
    public void A_cut_that_lacks_an_input_or_lies_beyond_the_log_is_refused_with_its_name() => _world.Play(async () =>
    {
        var whole = await CommandCut.NowAsync(ToyTopology.Build(_world.Book), _world.Log, default);
        await _world.SendAsync("lacks", cut: whole.Of(["numbers", "prices", "marks"]));
        await _world.SendAsync("beyond", cut: whole.With(new("numbers", 2), 5));
        await _world.SendAsync("other", cut: whole.With(new("elsewhere", 0), 5));
        _world.Spawn("one", 0, 1, 2);

        (await _world.UntilAsync("lacks", CommandStatus.Refused)).Reason.ShouldBe("cut lacks more_numbers/0, an input");
        (await _world.UntilAsync("beyond", CommandStatus.Refused)).Reason.ShouldBe("cut of numbers/2 is 5, beyond the log's end at 0");
        (await _world.UntilAsync("other", CommandStatus.Refused)).Reason.ShouldBe("cut names elsewhere/0, which is no input");
    });

    [Fact]
    public void What_the_book_refuses_has_ended_with_its_reason() => _world.Play(async () =>
    {
        await _world.Log.SendPricesAsync(("refuse", "2"));
        await _world.SendAsync("c-1");
        _world.Spawn("one", 0, 1, 2);

        (await _world.UntilAsync("c-1", CommandStatus.Refused)).Reason.ShouldBe("the book is shut");
        (await _world.RowsAsync(ToyTopology.Marks)).ShouldBeEmpty();
    });

    [Fact]
    public void A_defect_fails_its_command_and_ends_nothing() => _world.Play(async () =>
    {
        _world.Book.Before = (command, _, _) => command.Id == "bad" ? throw new InvalidOperationException("a defect") : Task.CompletedTask;
        await _world.SendAsync("bad");
        await _world.SendAsync("good");
        _world.Spawn("one", 0, 1, 2);

        (await _world.UntilAsync("bad", CommandStatus.Failed)).Reason.ShouldBe("InvalidOperationException: a defect");
        await _world.DoneAsync("good");
        _world.Notes.ShouldNotContain(n => n.Contains("ended:", StringComparison.Ordinal));
    });

    [Fact]
    public void What_the_store_refuses_for_good_fails_its_command() => _world.Play(async () =>
    {
        _world.Book.Before = async (_, context, _) =>
            await _world.Store.CommitAsync(await OtherRowAsync(context.Number), default);
        await _world.SendAsync("bad");
        _world.Spawn("one", 0, 1, 2);

        (await _world.UntilAsync("bad", CommandStatus.Failed)).Reason!.ShouldContain("the store refuses what it comes to");
    });

    [Fact]
    public void A_store_or_log_that_is_away_for_a_while_is_asked_again() => _world.Play(async () =>
    {
        var times = 0;
        _world.Book.Before = (_, _, _) => ++times switch
        {
            1 => throw new StoreException("away"),
            2 => throw new Sluice.Engine.Log.LogException("away"),
            3 => throw new OperationCanceledException("broken off by the store"),
            _ => Task.CompletedTask,
        };
        await _world.SendAsync("c-1");
        _world.Spawn("one", 0, 1, 2);
        await _world.DoneAsync("c-1");
        times.ShouldBe(4);
    });

    private async Task<ShardCommit> OtherRowAsync(long number)
    {
        var lease = await _world.Store.TakeAsync(99, default);
        return new ShardCommit
        {
            Shard = 99,
            Epoch = lease.Epoch,
            Sequence = lease.Sequence + 1,
            Positions = lease.Positions,
            Segment = default,
            Rows = [RowChange.Upsert(ToyTopology.Marks, number, "z", 0L, "other")],
        };
    }
}
