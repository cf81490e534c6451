using Sluice.Engine.Log;
using Sluice.Engine.Outputs;
using Sluice.Engine.State;

namespace Sluice.Engine.Tests.Shards;

/// <summary>What a round of the outbox merges, sends and keeps for later; in virtual time.</summary>
public sealed class OutboxRoundTests : IDisposable
{
    private readonly OutboxDesk _desk = new();

    public void Dispose() => _desk.Dispose();

    [Fact]
    public void Changes_of_a_round_become_one_message_a_row_with_the_commits_it_tells_of() => _desk.Play(async publisher =>
    {
        await _desk.CommitAsync(0, OutboxDesk.Tally("a1", 1), Partial("a", 0, 1));
        await _desk.CommitAsync(0, OutboxDesk.Tally("a1", 3), Partial("a", 0, 3));
        await _desk.CommitAsync(1, OutboxDesk.Tally("b1", 2), Partial("a", 1, 2));

        _ = _desk.Run(publisher);
        await _desk.PassAsync(1);

        (await _desk.MessagesAsync("tally")).ShouldBe(["""a1={"key":"a1","total":3,"worth":3}@0:2""", """b1={"key":"b1","total":2,"worth":2}@1:1"""], ignoreOrder: true);
        (await _desk.MessagesAsync("group_total")).ShouldBe(["""a={"group":"a","total":5}@0:2,1:1"""]);
        (await _desk.RowsAsync(TallyTopology.GroupTotal)).ShouldBe(["a|5"]);
        (await publisher.IsDrainedAsync(_ => true, default)).ShouldBeTrue();
    });

    [Fact]
    public void A_row_that_is_gone_becomes_a_tombstone_and_a_merge_of_nothing_too() => _desk.Play(async publisher =>
    {
        _ = _desk.Run(publisher);
        await _desk.CommitAsync(0, OutboxDesk.Tally("a1", 1), Partial("a", 0, 1));
        await _desk.PassAsync(1.5);
        await _desk.CommitAsync(0, RowChange.Delete(TallyTopology.Tally, "a1"), RowChange.Delete(TallyTopology.GroupPartial, "a", 0L));
        await _desk.PassAsync(1.5);

        (await _desk.MessagesAsync("tally"))[^1].ShouldBe("a1=∅@0:2");
        (await _desk.MessagesAsync("group_total")).ShouldBe(["""a={"group":"a","total":1}@0:1""", "a=∅@0:2"]);
        (await _desk.RowsAsync(TallyTopology.GroupTotal)).ShouldBeEmpty();
    });

    [Fact]
    public void A_topic_that_refuses_is_left_alone_for_a_while_and_then_sent_what_it_is_owed_with_what_came_since() => _desk.Play(async publisher =>
    {
        var (attempts, refuses) = (0, true);
        _desk.BeforeAppendTo = topic =>
        {
            attempts += topic == "tally" ? 1 : 0;
            if (refuses && topic == "tally")
            {
                throw new LogException("no room") { NeedsDecision = true };
            }
        };
        _ = _desk.Run(publisher);
        await _desk.CommitAsync(0, OutboxDesk.Tally("a1", 1), Partial("a", 0, 1));
        await _desk.PassAsync(1.5);
        for (var i = 2; i <= 4; i++)
        {
            await _desk.CommitAsync(0, OutboxDesk.Tally("a1", i), OutboxDesk.Tally($"b{i}", 1), Partial("a", 0, i));
            await _desk.PassAsync(1.5);
        }

        attempts.ShouldBe(1, "it is left alone for 5 seconds at least");
        (await _desk.MessagesAsync("group_total"))[^1].ShouldBe("""a={"group":"a","total":4}@0:4""", "it holds up no other");
        (await _desk.MessagesAsync("tally")).ShouldBeEmpty();
        await _desk.PassAsync(100);
        attempts.ShouldBeInRange(3, 6);
        (await _desk.RowsAsync(EngineTables.UnsentMessages)).ShouldHaveSingleItem("what it is owed lies in one place once it was tried");
        _desk.Notes.Count.ShouldBe(attempts);
        _desk.Notes.ShouldAllBe(n => n == "outbox: no room; trying again");

        refuses = false;
        await _desk.PassAsync(200);
        (await _desk.MessagesAsync("tally")).Order(StringComparer.Ordinal).ShouldBe(
        [
            """a1={"key":"a1","total":4,"worth":4}@0:4""",
            """b2={"key":"b2","total":1,"worth":1}@0:2""",
            """b3={"key":"b3","total":1,"worth":1}@0:3""",
            """b4={"key":"b4","total":1,"worth":1}@0:4""",
        ]);
        (await _desk.RowsAsync(EngineTables.UnsentMessages)).ShouldBeEmpty();
    });

    [Fact]
    public void Messages_whose_entries_could_not_be_completed_are_sent_again_and_rows_change_once() => _desk.Play(async publisher =>
    {
        var failures = 1;
        _desk.BeforeComplete = () =>
        {
            if (failures-- > 0)
            {
                throw new StoreException("busy");
            }
        };
        await _desk.CommitAsync(0, OutboxDesk.Tally("a1", 1), Partial("a", 0, 1));
        _ = _desk.Run(publisher);
        await _desk.PassAsync(1);
        (await _desk.MessagesAsync("tally")).Count.ShouldBe(1, "it goes out before its entry leaves the outbox");
        (await _desk.RowsAsync(TallyTopology.GroupTotal)).ShouldBeEmpty();

        await _desk.PassAsync(20);
        (await _desk.MessagesAsync("tally")).Count.ShouldBe(2);
        (await _desk.RowsAsync(TallyTopology.GroupTotal)).ShouldBe(["a|1"]);
    });

    private static RowChange Partial(string group, long shard, long total) => RowChange.Upsert(TallyTopology.GroupPartial, group, shard, total);
}
