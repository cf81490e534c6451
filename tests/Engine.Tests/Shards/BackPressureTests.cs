using Sluice.Engine.Log;

namespace Sluice.Engine.Tests.Shards;

public class BackPressureTests
{
    [Fact]
    public async Task A_slow_store_holds_the_reader()
    {
        // Two streams share the read-ahead. Beyond it: one batch in the reader's hand, one step made and waiting, one
        // waiting for the store and one at the store.
        const int AheadMax = (2 * Limits.BatchesAheadMax) + 1 + 1 + Limits.CommitsInFlightMax;
        await using var rig = new EngineRig(shards: 1) { BatchRecords = 1 };
        await rig.Log.EnsureTopicAsync(new TopicSpec(TallyTopology.Numbers, 1), rig.Limit);
        await rig.SendAsync([.. Enumerable.Repeat(("a", "1"), 100)]);
        var (read, committed, aheadMax) = (0, 0, 0);
        var open = new TaskCompletionSource();
        var log = new HookedLog(rig.Log)
        {
            AfterRead = batch =>
            {
                if (batch.Source.Topic == TallyTopology.Numbers)
                {
                    aheadMax = Math.Max(aheadMax, Interlocked.Increment(ref read) - Volatile.Read(ref committed));
                }
            },
        };
        var store = new HookedStore(rig.Store)
        {
            BeforeCommit = async (_, _) =>
            {
                await open.Task;
                Interlocked.Increment(ref committed);
            },
        };
        var host = await rig.StartAsync([0], log, store);
        await rig.UntilAsync(() => Volatile.Read(ref read) >= AheadMax - 1);
        await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, rig.Limit);
        Volatile.Read(ref read).ShouldBeLessThanOrEqualTo(AheadMax);

        open.SetResult();
        await host.WaitIdleAsync(rig.Limit);
        aheadMax.ShouldBeLessThanOrEqualTo(AheadMax);
        (await rig.RowsAsync(TallyTopology.Tally)).ShouldBe(["a|100|100"]);
    }
}
