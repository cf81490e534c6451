using Sluice.Engine.Log;
using Sluice.Engine.Shards;

namespace Sluice.Engine.Tests.Shards;

public class PauseTests
{
    [Fact]
    public void One_topic_or_all_of_them_can_be_paused()
    {
        var gates = new PauseGates();
        gates.Pause("a");
        (gates.IsPaused("a"), gates.IsPaused("b")).ShouldBe((true, false));

        gates.Pause();
        gates.Resume("a");
        (gates.IsPaused("a"), gates.IsPaused("b")).ShouldBe((true, true));

        gates.Pause("b");
        gates.Resume();
        (gates.IsPaused("a"), gates.IsPaused("b")).ShouldBe((false, true));
    }

    [Fact]
    public async Task A_gate_lets_those_pass_that_waited_when_it_opens()
    {
        var gate = new Gate();
        gate.PassAsync(CancellationToken.None).IsCompleted.ShouldBeTrue();
        gate.Close();
        gate.Close();
        var waiting = gate.PassAsync(CancellationToken.None);
        waiting.IsCompleted.ShouldBeFalse();

        gate.Open();
        await waiting.WaitAsync(TimeSpan.FromSeconds(10));
        gate.IsOpen.ShouldBeTrue();
        gate.Open();
        gate.PassAsync(CancellationToken.None).IsCompleted.ShouldBeTrue();
    }

    [Fact]
    public async Task A_paused_topic_waits_while_the_others_flow()
    {
        await using var rig = new EngineRig(shards: 1);
        var host = await rig.StartAsync([0]);
        await rig.SendAsync(("a", "1"));
        await host.WaitIdleAsync(rig.Limit);

        host.Gates.Pause(TallyTopology.Numbers);
        await rig.SendAsync(("a", "10"));
        await rig.Log.AppendAsync([(new TopicPartition(TallyTopology.MoreNumbers, 0), TallyLog.Frames(("a", "100")))], rig.Limit);
        await rig.UntilAsync(() => host.Progress[0].Records == 2);
        (await rig.RowsAsync(TallyTopology.Tally)).ShouldBe(["a|101|101"]);

        host.Gates.Resume(TallyTopology.Numbers);
        await host.WaitIdleAsync(rig.Limit);
        (await rig.RowsAsync(TallyTopology.Tally)).ShouldBe(["a|111|111"]);
    }

    [Fact]
    public async Task What_was_read_before_the_pause_is_still_processed()
    {
        await using var rig = new EngineRig(shards: 1) { BatchRecords = 1 };
        await rig.Log.EnsureTopicAsync(new TopicSpec(TallyTopology.Numbers, 1), rig.Limit);

        // Far more than the channels between reader and commit hold: about eight.
        await rig.SendAsync([.. Enumerable.Repeat(("a", "1"), 30)]);
        var read = 0;
        var open = new TaskCompletionSource();
        var log = new HookedLog(rig.Log) { AfterRead = batch => Interlocked.Add(ref read, batch.Source.Topic == TallyTopology.Numbers ? 1 : 0) };
        var store = new HookedStore(rig.Store) { BeforeCommit = (_, _) => new ValueTask(open.Task) };
        var host = await rig.StartAsync([0], log, store);
        await rig.UntilAsync(() => Volatile.Read(ref read) >= 5);

        host.Gates.Pause();
        open.SetResult();
        await rig.UntilAsync(() => host.Progress[0].Records >= 4);
        await Task.Delay(TimeSpan.FromMilliseconds(30), TimeProvider.System, rig.Limit);
        host.Progress[0].Records.ShouldBeLessThan(30);

        host.Gates.Resume();
        await host.WaitIdleAsync(rig.Limit);
        (await rig.RowsAsync(TallyTopology.Tally)).ShouldBe(["a|30|30"]);
    }
}
