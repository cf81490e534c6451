using System.Text;
using Sluice.Engine.Log;
using Sluice.Engine.State;

namespace Sluice.Engine.Tests.Shards;

public class OutboxPublisherTests
{
    [Fact]
    public async Task Changed_rows_and_merged_ones_are_published_to_topics_of_their_names()
    {
        await using var rig = new EngineRig();
        var host = await rig.StartAsync([0, 1]);
        await rig.SendAsync(("a1", "5"), ("a2", "7"), ("a3", "1"), ("a4", "2"));

        await host.WaitIdleAsync(rig.Limit);

        var partials = await rig.RowsAsync(TallyTopology.GroupPartial);
        partials.Count.ShouldBe(2, "the keys lie on both shards");
        (await rig.RowsAsync(TallyTopology.GroupTotal)).ShouldBe(["a|15"]);
        (await rig.MessagesAsync("tally")).ShouldContain("""a1={"key":"a1","total":5,"worth":5}""");
        (await rig.MessagesAsync("group_total"))[^1].ShouldBe("""a={"group":"a","total":15}""");
        (await rig.Log.TopicsAsync(rig.Limit)).ShouldNotContain(t => t.Name == "group_partial", "partials are for merging only");
        (await rig.Log.TopicsAsync(rig.Limit)).Single(t => t.Name == "tally").RetentionBytes.ShouldNotBeNull();
    }

    [Fact]
    public async Task Many_changes_of_a_row_within_a_round_become_one_message()
    {
        await using var rig = new EngineRig(shards: 1) { BatchRecords = 1 };
        var held = true;
        var store = new HookedStore(rig.Store) { BeforeOutbox = () => { if (Volatile.Read(ref held)) throw new StoreException("held by the test"); } };
        var host = await rig.StartAsync([0], store: store);
        await rig.SendAsync(("a1", "1"), ("a1", "2"), ("b1", "3"), ("a1", "4"));
        await rig.UntilAsync(() => host.Progress[0].Records == 4);
        (await rig.MessagesAsync("tally")).ShouldBeEmpty();

        Volatile.Write(ref held, false);
        await host.WaitIdleAsync(rig.Limit);

        (await rig.MessagesAsync("tally")).ShouldBe(["""b1={"key":"b1","total":3,"worth":3}""", """a1={"key":"a1","total":7,"worth":7}"""], "in the order of their last commits");
        (await rig.MessagesAsync("group_total")).ShouldBe(["""b={"group":"b","total":3}""", """a={"group":"a","total":7}"""]);
    }

    [Fact]
    public async Task Messages_say_which_commits_they_tell_of()
    {
        await using var rig = new EngineRig { BatchRecords = 1 };
        var held = true;
        var store = new HookedStore(rig.Store) { BeforeOutbox = () => { if (Volatile.Read(ref held)) throw new StoreException("held by the test"); } };
        var host = await rig.StartAsync([0, 1], store: store);
        string[] keys = ["a1", "a2", "a3", "a4"];
        var shards = keys.Select(k => Partitioner.PartitionOf(Encoding.UTF8.GetBytes(k), 2)).ToList();
        shards.Distinct().Count().ShouldBe(2, "the keys lie on both shards");
        await rig.SendAsync([.. keys.Select(k => (k, "5"))]);
        await rig.UntilAsync(() => host.Progress.Sum(p => p.Records) == 4);
        Volatile.Write(ref held, false);
        await host.WaitIdleAsync(rig.Limit);

        (await rig.OriginsAsync("tally")).Order().ShouldBe(keys.Select((k, i) => $"{k}@{shards[i]}:{shards.Take(i + 1).Count(s => s == shards[i])}"));
        (await rig.OriginsAsync("group_total")).ShouldBe([$"a@0:{shards.Count(s => s == 0)},1:{shards.Count(s => s == 1)}"]);

        await rig.SendAsync(("a1", "-5"));
        await host.WaitIdleAsync(rig.Limit);
        (await rig.OriginsAsync("tally")).ShouldContain($"a1@{shards[0]}:{shards.Count(s => s == shards[0]) + 1}", "a deleted row's message too");
    }

    [Fact]
    public async Task A_message_that_a_stalled_publisher_sends_late_tells_no_more_than_the_row_that_is_there()
    {
        await using var rig = new EngineRig(shards: 1);
        var (stalls, stalled) = (new TaskCompletionSource(), new TaskCompletionSource());
        var slow = new HookedLog(rig.Log)
        {
            BeforeAppend = async () =>
            {
                stalled.TrySetResult();
                await stalls.Task;
            },
        };
        var zombie = await rig.StartAsync([0], slow);
        await rig.SendAsync(("a1", "5"));
        await stalled.Task.WaitAsync(rig.Limit);
        var other = await rig.StartAsync([0]);
        await rig.SendAsync(("a1", "2"));
        await other.WaitIdleAsync(rig.Limit);
        stalls.SetResult();
        await rig.UntilAsync(() => rig.MessagesAsync("tally").Result[^1].Contains("\"total\":5"));

        var origins = await rig.OriginsAsync("tally");
        origins.ShouldContain("a1@0:2");
        origins[^1].ShouldBe("a1@0:1");
        zombie.ThrowIfFailed();
    }

    [Fact]
    public async Task A_deleted_row_becomes_a_tombstone_and_an_empty_merge_too()
    {
        await using var rig = new EngineRig(shards: 1);
        var host = await rig.StartAsync([0]);
        await rig.SendAsync(("a1", "5"));
        await host.WaitIdleAsync(rig.Limit);
        await rig.SendAsync(("a1", "-5"));
        await host.WaitIdleAsync(rig.Limit);

        (await rig.RowsAsync(TallyTopology.GroupTotal)).ShouldBeEmpty();
        (await rig.MessagesAsync("tally")).ShouldBe(["""a1={"key":"a1","total":5,"worth":5}""", "a1=∅"]);
        (await rig.MessagesAsync("group_total")).ShouldBe(["""a={"group":"a","total":5}""", "a=∅"]);
    }

    [Fact]
    public async Task A_lost_answer_from_the_log_duplicates_at_most_messages_never_rows()
    {
        await using var rig = new EngineRig();
        var failures = 3;
        var log = new HookedLog(rig.Log)
        {
            AfterAppend = _ =>
            {
                if (Interlocked.Decrement(ref failures) >= 0)
                {
                    throw new LogException("no answer", outcomeUnknown: true);
                }
            },
        };
        var host = await rig.StartAsync([0, 1], log);
        await rig.SendAsync(("a1", "5"), ("a2", "7"));
        await host.WaitIdleAsync(rig.Limit);

        var messages = await rig.MessagesAsync("group_total");
        messages.Count.ShouldBeGreaterThan(1);
        messages[^1].ShouldBe("""a={"group":"a","total":12}""");
        (await rig.RowsAsync(TallyTopology.GroupTotal)).ShouldBe(["a|12"]);
        rig.Notes.ShouldContain("outbox: no answer; trying again");
        host.ThrowIfFailed();
    }
}
