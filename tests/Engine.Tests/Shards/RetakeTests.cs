using Sluice.Engine.Log;
using Sluice.Engine.State;

namespace Sluice.Engine.Tests.Shards;

public class RetakeTests
{
    [Fact]
    public async Task A_shard_whose_other_owner_does_nothing_is_taken_again()
    {
        await using var rig = new EngineRig(shards: 1);
        var host = await rig.StartAsync([0]);
        await rig.SendAsync(("a", "1"));
        await host.WaitIdleAsync(rig.Limit);

        await rig.Store.TakeAsync(0, rig.Limit);
        await rig.SendAsync(("a", "10"));
        await host.WaitIdleAsync(rig.Limit);

        (await rig.RowsAsync(TallyTopology.Tally)).ShouldBe(["a|11|11"]);
        rig.Notes.ShouldContain(n => n.Contains("it is left to its new owner"));
        rig.Notes.ShouldContain(n => n.Contains("is taken again"));
    }

    [Fact]
    public async Task A_shard_is_left_to_another_owner_for_as_long_as_that_one_works()
    {
        await using var rig = new EngineRig(shards: 1) { RetakeMin = TimeSpan.FromMilliseconds(250) };
        var host = await rig.StartAsync([0]);
        await rig.SendAsync(("a", "1"));
        await host.WaitIdleAsync(rig.Limit);

        // It commits far more often than the 125 ms that a pause lasts at least.
        var lease = await rig.Store.TakeAsync(0, rig.Limit);
        await rig.SendAsync(("a", "10"));
        var sequence = lease.Sequence;
        for (var began = TimeProvider.System.GetTimestamp(); TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromMilliseconds(1500);)
        {
            await rig.Store.CommitAsync(
                new ShardCommit { Shard = 0, Epoch = lease.Epoch, Sequence = ++sequence, Positions = lease.Positions, Segment = default, Rows = [] },
                rig.Limit);
            await Task.Yield();
        }

        (await rig.Store.StandingsAsync(rig.Limit)).Single().Epoch.ShouldBe(lease.Epoch, "nobody has taken the shard from it");
        await host.WaitIdleAsync(rig.Limit);
        (await rig.RowsAsync(TallyTopology.Tally)).ShouldBe(["a|11|11"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_store_that_is_away_while_a_shard_is_taken_or_loaded_is_waited_for(bool atLoad)
    {
        await using var rig = new EngineRig(shards: 1);
        var refused = 0;
        void Refuse()
        {
            if (Interlocked.Increment(ref refused) <= 6)
            {
                throw new StoreException("no server answers");
            }
        }

        var store = atLoad ? new HookedStore(rig.Store) { BeforeLoad = Refuse } : new HookedStore(rig.Store) { BeforeTake = _ => Refuse() };
        var host = await rig.StartAsync([0], store: store);
        await rig.SendAsync(("a", "1"));
        await host.WaitIdleAsync(rig.Limit);

        refused.ShouldBeGreaterThan(6);
        rig.Notes.Count(n => n.Contains("no server answers")).ShouldBe(6);
    }

    [Fact]
    public async Task A_call_that_the_store_breaks_off_by_itself_does_not_end_the_shard()
    {
        await using var rig = new EngineRig(shards: 1);
        var taken = 0;
        var store = new HookedStore(rig.Store)
        {
            BeforeTake = _ =>
            {
                if (Interlocked.Increment(ref taken) == 1)
                {
                    throw new OperationCanceledException("the connection was closed");
                }
            },
        };
        var host = await rig.StartAsync([0], store: store);
        await rig.SendAsync(("a", "1"));
        await host.WaitIdleAsync(rig.Limit);

        host.Progress.Single().Records.ShouldBe(1);
        rig.Notes.ShouldContain(n => n.Contains("the connection was closed"));
    }

    [Fact]
    public async Task A_log_that_is_away_at_the_start_is_waited_for_a_while()
    {
        await using var rig = new EngineRig(shards: 1);
        var asked = 0;
        var back = new HookedLog(rig.Log) { BeforeTopic = () => Refuse(++asked <= 3) };
        await rig.StartAsync([0], back);
        rig.Notes.Count(n => n.Contains("no broker answers")).ShouldBe(3);

        var never = new HookedLog(rig.Log) { BeforeTopic = () => Refuse(++asked > 0) };
        asked = 0;
        await Should.ThrowAsync<LogException>(() => rig.StartAsync([0], never));
        asked.ShouldBe(5);

        static void Refuse(bool away)
        {
            if (away)
            {
                throw new LogException("no broker answers");
            }
        }
    }

    [Fact]
    public async Task What_a_person_has_to_decide_ends_the_run_at_once()
    {
        await using var rig = new EngineRig(shards: 1);
        var log = new HookedLog(rig.Log)
        {
            BeforeRead = (source, _) => source.Topic == TallyTopology.Numbers
                ? throw new LogException("records that were not read yet are gone") { NeedsDecision = true }
                : default,
        };
        var host = await rig.StartAsync([0], log);

        (await Should.ThrowAsync<LogException>(() => host.RunAsync(rig.Limit))).Message.ShouldContain("are gone");
        rig.Notes.ShouldNotContain(n => n.Contains("trying again"));
    }
}
