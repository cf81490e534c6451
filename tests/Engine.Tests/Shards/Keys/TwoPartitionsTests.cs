using Sluice.Engine.Log;
using Sluice.Engine.Outputs;
using Sluice.Engine.State;
using Sluice.Engine.Testing.Driving;
using Sluice.Engine.Testing.Memory;

namespace Sluice.Engine.Tests.Shards.Keys;

public class TwoPartitionsTests
{
    private static readonly int Own = Partitioner.PartitionOf("a1"u8, 2);
    private static readonly TopicPartition Right = new(TallyTopology.Numbers, Own);
    private static readonly TopicPartition Wrong = new(TallyTopology.Numbers, 1 - Own);

    [Fact]
    public async Task A_record_of_a_key_that_another_shard_owns_is_set_aside_and_counts_nowhere()
    {
        await using var rig = Rig();
        var host = await rig.StartAsync([0, 1]);
        await AppendAsync(rig, Right, ("a1", "5"));
        await host.WaitIdleAsync(rig.Limit);
        await AppendAsync(rig, Wrong, ("a1", "100"), ("b7", "1"), ("a1", TallyTopology.Boom));
        await AppendAsync(rig, Right, ("a1", "2"));
        await host.WaitIdleAsync(rig.Limit);

        (await rig.RowsAsync(TallyTopology.Tally)).ShouldBe(["a1|7|7", "b7|1|1"]);
        (await rig.RowsAsync(EngineTables.KeyOwner)).ShouldBe([$"key|a1|{Own}", $"key|b7|{1 - Own}"]);
        var letters = await rig.Store.ReadRowsAsync(EngineTables.DeadLetters, [], rig.Limit);
        letters.Select(l => (l[1], l[2], l[3], l[4], l[5], l[6])).ShouldBe(
        [
            ((long)Wrong.Partition, 0L, "a1", "key a1 is in partitions 0 and 1", "key", "a1"),
            ((long)Wrong.Partition, 2L, "a1", "key a1 is in partitions 0 and 1", "key", "a1"),
        ]);
        (await rig.RowsAsync(EngineTables.Quarantined)).ShouldBeEmpty("the flow never saw the record that it fails on");
    }

    [Fact]
    public async Task Garbage_in_another_partition_takes_no_key_from_its_owner()
    {
        await using var rig = Rig();
        var host = await rig.StartAsync([0, 1]);
        await AppendAsync(rig, Wrong, ("a1", "garbage"));
        await host.WaitIdleAsync(rig.Limit);
        await AppendAsync(rig, Right, ("a1", "5"));
        await host.WaitIdleAsync(rig.Limit);

        (await rig.RowsAsync(TallyTopology.Tally)).ShouldBe(["a1|5|5"]);
        (await rig.RowsAsync(EngineTables.KeyOwner)).ShouldBe([$"key|a1|{Own}"]);
        var letters = await rig.Store.ReadRowsAsync(EngineTables.DeadLetters, [], rig.Limit);
        letters.ShouldHaveSingleItem()[4].ShouldBe("garbage is no number");
    }

    [Fact]
    public async Task The_next_engine_keeps_to_the_owner_and_a_record_sent_again_to_it_is_taken()
    {
        await using var rig = Rig();
        var first = await rig.StartAsync([0, 1]);
        await AppendAsync(rig, Right, ("a1", "5"));
        await first.WaitIdleAsync(rig.Limit);
        await first.DisposeAsync();

        var second = await rig.StartAsync([0, 1]);
        await AppendAsync(rig, Wrong, ("a1", "100"));
        await second.WaitIdleAsync(rig.Limit);
        await rig.SendAsync(("a1", "100"));
        await second.WaitIdleAsync(rig.Limit);

        (await rig.RowsAsync(TallyTopology.Tally)).ShouldBe(["a1|105|105"]);
        (await rig.RowsAsync(EngineTables.DeadLetters)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_claim_stands_though_its_commit_never_came()
    {
        await using var rig = Rig();
        var store = new HookedStore(rig.Store) { BeforeCommit = (_, cancel) => new(Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancel)) };
        var stuck = await rig.StartAsync([1 - Own], store: store);
        await AppendAsync(rig, Wrong, ("a1", "100"));
        await rig.UntilAsync(() => rig.RowsAsync(EngineTables.KeyOwner).Result.Count == 1);
        await stuck.DisposeAsync();

        var next = await rig.StartAsync([0, 1]);
        await AppendAsync(rig, Right, ("a1", "5"));
        await next.WaitIdleAsync(rig.Limit);
        (await rig.RowsAsync(TallyTopology.Tally)).ShouldBe(["a1|100|100"], "the record stands in the partition that was met first");
        (await rig.RowsAsync(EngineTables.DeadLetters)).Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(typeof(StoreException))]
    [InlineData(typeof(CommitUnknownException))]
    public async Task A_claim_without_an_answer_is_made_again(Type failure)
    {
        await using var rig = Rig();
        var claims = 0;
        var store = new HookedStore(rig.Store)
        {
            AfterClaim = () =>
            {
                if (Interlocked.Increment(ref claims) < 4)
                {
                    throw (Exception)Activator.CreateInstance(failure, "no answer", null)!;
                }
            },
        };
        var host = await rig.StartAsync([0, 1], store: store);
        await rig.SendAsync(("a1", "5"));
        await host.WaitIdleAsync(rig.Limit);
        claims.ShouldBe(4);
        (await rig.RowsAsync(TallyTopology.Tally)).ShouldBe(["a1|5|5"]);
        rig.Notes.ShouldContain($"shard {Own}, owners of keys: no answer; trying again");
    }

    [Fact]
    public async Task Where_the_log_places_keys_nothing_is_claimed()
    {
        await using var rig = new EngineRig();
        var host = await rig.StartAsync([0, 1]);
        await rig.SendAsync(("a1", "5"));
        await host.WaitIdleAsync(rig.Limit);
        (await rig.RowsAsync(EngineTables.KeyOwner)).ShouldBeEmpty();
    }

    [Fact]
    public void A_test_driver_can_claim_keys_as_well()
    {
        var driver = new TopologyTestDriver<TallyPrices>(TallyTopology.Build(), new TestDriverOptions { Shards = 4, ClaimsKeys = true })
            .PipeTo(3, TallyTopology.Numbers, "C"u8.ToArray(), "5"u8.ToArray())
            .PipeTo(0, TallyTopology.MoreNumbers, "C"u8.ToArray(), "7"u8.ToArray())
            .PipeTo(3, TallyTopology.MoreNumbers, "C"u8.ToArray(), "1"u8.ToArray());
        driver.Table(TallyTopology.Tally).ShouldHaveSingleItem().Number("total").ShouldBe(6);
        driver.DeadLetters.ShouldHaveSingleItem().Text("reason").ShouldBe("key C is in partitions 0 and 3");
        driver.Table(EngineTables.KeyOwner).ShouldHaveSingleItem().ToString().ShouldBe("key|C|3");
    }

    private static EngineRig Rig() => new() { Log = new InMemoryLog { PlacesKeys = false } };

    private static async Task AppendAsync(EngineRig rig, TopicPartition target, params (string Key, string Text)[] records) =>
        await rig.Log.AppendAsync([(target, TallyLog.Frames(records))], rig.Limit);
}
