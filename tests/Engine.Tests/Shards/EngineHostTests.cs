using Sluice.Engine.Log;
using Sluice.Engine.Outputs;
using Sluice.Engine.Shards;
using Sluice.Engine.State;

namespace Sluice.Engine.Tests.Shards;

public class EngineHostTests
{
    /// <summary>Over two shards: "a1" and "b1" belong to different ones.</summary>
    private static readonly (string Key, string Text)[] Records = [.. Enumerable.Range(1, 200).Select(i => ($"{"ab"[i % 2]}{i % 5}", $"{i}"))];

    private static readonly List<string> Tallies =
        [.. Records.GroupBy(r => r.Key).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => $"{g.Key}|{g.Sum(r => long.Parse(r.Text))}|{g.Sum(r => long.Parse(r.Text)) * (g.Key[0] == 'a' ? 3 : 1)}")];

    [Fact]
    public async Task Everything_sent_is_committed_once_the_engine_is_idle()
    {
        await using var rig = new EngineRig();
        var host = await rig.StartAsync([0, 1]);
        await rig.Log.SendPricesAsync(("a", "3"));
        await rig.SendAsync(Records);

        await host.WaitIdleAsync(rig.Limit);

        (await rig.RowsAsync(TallyTopology.Tally)).ShouldBe(Tallies);
        (await rig.RowsAsync(TallyTopology.GroupTotal)).ShouldBe(["a|10100", "b|10000"]);
        host.Progress.Sum(p => p.Records).ShouldBe(Records.Length);
        var committed = (await rig.Store.StandingsAsync(rig.Limit)).Sum(s => Enumerable.Range(0, 2).Sum(p => s.Positions[new(TallyTopology.Numbers, p)]));
        committed.ShouldBe(Records.Length);
    }

    [Fact]
    public async Task The_engine_is_not_idle_while_records_prices_or_outputs_wait()
    {
        await using var rig = new EngineRig();
        var host = await rig.StartAsync([0, 1]);
        await host.WaitIdleAsync(rig.Limit);

        host.Gates.Pause();
        await rig.SendAsync(("a1", "1"), ("b1", "1"));
        (await host.IsIdleAsync(rig.Limit)).ShouldBeFalse();
        host.Gates.Resume();
        await host.WaitIdleAsync(rig.Limit);

        await rig.Log.SendPricesAsync(("a", "3"));
        await host.WaitIdleAsync(rig.Limit);
        (await rig.RowsAsync(TallyTopology.Tally)).ShouldContain("a1|1|3");
    }

    [Fact]
    public async Task Offsets_that_hold_nothing_are_no_lag()
    {
        await using var rig = new EngineRig();
        await rig.Log.EnsureTopicAsync(new TopicSpec(TallyTopology.Prices, 1), rig.Limit);
        await rig.Log.EnsureTopicAsync(new TopicSpec(TallyTopology.Numbers, 2), rig.Limit);
        await rig.Log.SendPricesAsync(("a", "3"));
        await rig.SendAsync(("a1", "1"), ("b1", "1"));
        var (numbers, prices) = (new TopicPartition(TallyTopology.Numbers, 0), new TopicPartition(TallyTopology.Prices, 0));
        rig.Log.SkipOffsets(numbers, 2);
        rig.Log.SkipOffsets(prices, 2);
        var host = await rig.StartAsync([0, 1]);
        await host.WaitIdleAsync(rig.Limit);

        rig.Log.SkipOffsets(numbers, 1);
        rig.Log.SkipOffsets(prices, 1);
        await host.WaitIdleAsync(rig.Limit);

        var end = (await rig.Log.OffsetsAsync(TallyTopology.Numbers, rig.Limit))[0].End;
        host.Progress[0].Lag(numbers, end).ShouldBe(0);
        host.Progress[0].Committed[prices].ShouldBe(4);
        host.Progress.Sum(p => p.Records).ShouldBe(2);
        (await rig.RowsAsync(TallyTopology.Tally)).ShouldBe(["a1|1|3", "b1|1|1"]);
    }

    [Fact]
    public async Task A_shard_revoked_in_mid_stream_goes_on_where_it_committed()
    {
        await using var rig = new EngineRig { BatchRecords = 3 };
        await rig.Log.EnsureTopicAsync(new TopicSpec(TallyTopology.Numbers, 2), rig.Limit);
        await rig.SendAsync(Records);
        var (seen, held) = (0, true);
        var store = new HookedStore(rig.Store)
        {
            BeforeCommit = async (_, cancel) =>
            {
                if (Interlocked.Increment(ref seen) > 3 && Volatile.Read(ref held))
                {
                    await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancel);
                }
            },
        };
        var host = await rig.StartAsync([0, 1], store: store);
        await rig.UntilAsync(() => Volatile.Read(ref seen) > 3);

        await host.RevokeAsync(0);
        await host.RevokeAsync(1);
        var standing = await rig.Store.StandingsAsync(rig.Limit);
        var committed = standing.Sum(s => s.Positions[new(TallyTopology.Numbers, s.Shard)]);
        committed.ShouldBeInRange(1, Records.Length - 1, "the revocation came in mid-stream");
        host.Progress.ShouldBeEmpty();
        await host.RevokeAsync(1);
        Volatile.Write(ref held, false);

        host.Assign(0);
        host.Assign(0);
        host.Assign(1);
        await rig.Log.SendPricesAsync(("a", "3"));
        await host.WaitIdleAsync(rig.Limit);
        (await rig.RowsAsync(TallyTopology.Tally)).ShouldBe(Tallies);
        host.Progress.Sum(p => p.Records).ShouldBe(Records.Length - committed);
    }

    [Fact]
    public async Task A_second_engine_goes_on_after_the_first()
    {
        await using var rig = new EngineRig();
        var first = await rig.StartAsync([0, 1]);
        await rig.Log.SendPricesAsync(("a", "3"));
        await rig.SendAsync(Records[..70]);
        await first.WaitIdleAsync(rig.Limit);
        await first.DisposeAsync();
        await rig.SendAsync(Records[70..]);

        var second = await rig.StartAsync([0, 1]);
        await second.WaitIdleAsync(rig.Limit);

        (await rig.RowsAsync(TallyTopology.Tally)).ShouldBe(Tallies);
        second.Progress.Sum(p => p.Records).ShouldBe(Records.Length - 70);
    }

    [Fact]
    public async Task An_owner_that_was_fenced_says_so_and_goes_on_once_the_other_has_gone()
    {
        await using var rig = new EngineRig();
        var old = await rig.StartAsync([0, 1]);
        await rig.SendAsync(Records[..50]);
        await old.WaitIdleAsync(rig.Limit);

        var successor = await rig.StartAsync([0, 1]);
        await successor.WaitIdleAsync(rig.Limit);
        await rig.Log.SendPricesAsync(("a", "3"));
        await rig.SendAsync(Records[50..]);
        await successor.WaitIdleAsync(rig.Limit);

        await rig.UntilAsync(() => rig.Notes.Count(n => n.EndsWith("for as long as that one works", StringComparison.Ordinal)) >= 2);
        (await rig.RowsAsync(TallyTopology.Tally)).ShouldBe(Tallies);
        old.ThrowIfFailed();

        // The successor has gone without a word: the shards are still assigned here, and taken again.
        await successor.DisposeAsync();
        await rig.SendAsync(("a9", "9"), ("b9", "9"));
        await old.WaitIdleAsync(rig.Limit);
        (await rig.RowsAsync(TallyTopology.Tally)).ShouldContain("a9|9|27");
    }

    [Fact]
    public async Task A_successor_waits_for_the_reference_data_its_shard_stood_on()
    {
        await using var rig = new EngineRig(shards: 1);
        using var open = new ManualResetEventSlim();
        await rig.Log.EnsureTopicAsync(new TopicSpec(TallyTopology.Prices, 1), rig.Limit);
        var slow = new HookedLog(rig.Log)
        {
            BeforeRead = async (source, cancel) =>
            {
                while (source.Topic == TallyTopology.Prices && !open.IsSet)
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, cancel);
                }
            },
        };
        var successor = await rig.StartAsync([], slow);
        var owner = await rig.StartAsync([0]);
        await rig.SendAsync(("a1", "2"));
        await rig.Log.SendPricesAsync(("a", "5"));
        await owner.WaitIdleAsync(rig.Limit);

        successor.Assign(0);
        await rig.UntilAsync(() => rig.Store.StandingsAsync(rig.Limit).AsTask().Result[0].Epoch == 2);
        await rig.SendAsync(("a2", "7"));
        await Task.Delay(TimeSpan.FromMilliseconds(30), TimeProvider.System, rig.Limit);
        open.Set();
        await rig.UntilAsync(() => successor.Progress[0].Committed[new(TallyTopology.Numbers, 0)] == 2);

        (await rig.RowsAsync(TallyTopology.Tally)).ShouldBe(["a1|2|10", "a2|7|35"]);
    }

    [Theory]
    [InlineData(typeof(LogException))]
    [InlineData(typeof(StoreException))]
    [InlineData(typeof(CommitUnknownException))]
    public async Task What_passes_is_tried_again_from_the_last_commit(Type failure)
    {
        await using var rig = new EngineRig { BatchRecords = 5 };
        var (reads, commits) = (0, 0);
        var log = new HookedLog(rig.Log)
        {
            BeforeRead = (_, _) => failure == typeof(LogException) && Interlocked.Increment(ref reads) is < 30 and var n && n % 4 == 1
                ? throw new LogException("away")
                : default,
        };
        var store = new HookedStore(rig.Store)
        {
            BeforeCommit = async (commit, cancel) =>
            {
                if (Interlocked.Increment(ref commits) % 4 == 1 && failure != typeof(LogException))
                {
                    if (failure == typeof(CommitUnknownException))
                    {
                        await rig.Store.CommitAsync(commit, cancel);
                        throw new CommitUnknownException("no answer");
                    }

                    throw new StoreException("busy");
                }
            },
        };
        var host = await rig.StartAsync([0, 1], log, store);
        await rig.Log.SendPricesAsync(("a", "3"));
        await rig.SendAsync(Records);

        await host.WaitIdleAsync(rig.Limit);

        (await rig.RowsAsync(TallyTopology.Tally)).ShouldBe(Tallies);
        rig.Notes.ShouldContain(n => n.Contains("starts again from its last commit") || n.Contains("trying again"));
    }

    [Fact]
    public async Task A_poisonous_record_is_quarantined_and_everything_else_is_right()
    {
        await using var rig = new EngineRig();
        var host = await rig.StartAsync([0, 1]);
        await rig.Log.SendPricesAsync(("a", "3"));
        await rig.SendAsync([.. Records[..40], ("a1", TallyTopology.Boom), .. Records[40..120], ("b2", TallyTopology.Boom), .. Records[120..]]);

        await host.WaitIdleAsync(rig.Limit);

        (await rig.RowsAsync(TallyTopology.Tally)).ShouldBe(Tallies);
        (await rig.RowsAsync(EngineTables.Quarantined)).Select(r => r.Split('|')[3]).Order().ShouldBe(["a1", "b2"]);
        (await rig.RowsAsync(EngineTables.DeadLetters)).Count.ShouldBe(2);
        host.ThrowIfFailed();
    }
}
