using Sluice.Engine.Log;
using Sluice.Engine.Shards;
using Sluice.Engine.State;
using Sluice.Engine.Testing.Memory;

namespace Sluice.Engine.Tests.Shards;

/// <summary>Topics that are no longer what the store has read: the engine stops, says so, and changes nothing.</summary>
public class ChangedLogTests
{
    private static readonly (string Key, string Text)[] Records = [.. Enumerable.Range(1, 60).Select(i => ($"{"ab"[i % 2]}{i % 5}", $"{i}"))];

    private static readonly (string Key, string Text)[] Others = [.. Records.Concat(Records).Select(r => (r.Key, r.Text + "0"))];

    [Fact]
    public async Task A_topic_made_anew_while_the_engine_was_away_stops_it_in_words()
    {
        await using var rig = new EngineRig();
        await ReadAllAsync(rig);
        await using var anew = await LogAsync(rig, ("a", "3"));
        await anew.SendAsync(2, Others);

        var message = await StoppedAsync(rig, await rig.StartAsync([0, 1], anew));

        message.ShouldContain($"{TallyTopology.Numbers}/");
        message.ShouldContain("another record stands at offset");
    }

    [Fact]
    public async Task A_topic_shorter_than_what_was_read_stops_the_engine_in_words()
    {
        await using var rig = new EngineRig();
        await ReadAllAsync(rig);
        await using var anew = await LogAsync(rig, ("a", "3"));

        (await StoppedAsync(rig, await rig.StartAsync([0, 1], anew))).ShouldContain("it is empty and goes on at 0");
    }

    [Fact]
    public async Task A_reference_topic_made_anew_stops_the_engine_in_words()
    {
        await using var rig = new EngineRig();
        await ReadAllAsync(rig);
        await using var anew = await LogAsync(rig, ("a", "4"));
        await anew.SendAsync(2, Records);

        (await StoppedAsync(rig, await rig.StartAsync([0, 1], anew))).ShouldContain($"{TallyTopology.Prices}/0");
    }

    [Fact]
    public async Task A_topic_made_anew_under_a_running_engine_stops_it_in_words()
    {
        await using var rig = new EngineRig();
        var host = await ReadAllAsync(rig, stays: true);

        rig.Log.DropTopic(TallyTopology.Numbers);
        await rig.UntilAsync(() => rig.Notes.Any(n => n.Contains($"no topic {TallyTopology.Numbers}", StringComparison.Ordinal)));
        await rig.Log.EnsureTopicAsync(new TopicSpec(TallyTopology.Numbers, 2), rig.Limit);
        await rig.SendAsync(Others);

        (await StoppedAsync(rig, host)).ShouldContain("it was made anew");
    }

    [Fact]
    public async Task A_topic_made_anew_that_refuses_no_read_is_found_out_by_looking_again()
    {
        await using var rig = new EngineRig { Log = new InMemoryLog { PlacesKeys = false }, RecheckEvery = TimeSpan.FromMilliseconds(20) };
        await using var log = new SwappedLog(rig.Log);
        await rig.Log.EnsureTopicAsync(new TopicSpec(TallyTopology.Numbers, 2), rig.Limit);
        var host = await rig.StartAsync([0, 1], log);
        await rig.Log.SendPricesAsync(("a", "3"));
        await rig.SendAsync(Records);
        await host.WaitIdleAsync(rig.Limit);
        await using var anew = await LogAsync(rig, ("a", "3"));
        await anew.SendAsync(2, Others);
        var looks = log.Looks;
        await rig.UntilAsync(() => log.Looks > looks + 8);

        log.Swap(anew);

        var changed = await Should.ThrowAsync<LogException>(() => host.RunAsync(rig.Limit));
        changed.NeedsDecision.ShouldBeTrue();
        changed.Message.ShouldContain("it was made anew");
        changed.Message.ShouldContain("What was read of it since is in the books");
    }

    [Fact]
    public async Task Records_that_retention_drops_after_they_were_read_change_nothing()
    {
        await using var log = new SwappedLog(new InMemoryLog()) { Offsets = [new OffsetRange(40, 60)] };
        var read = Positions.None.With(new TopicPartition(TallyTopology.Numbers, 0), 10);

        await PositionCheck.RunAsync(log, read, CancellationToken.None, isPast: true);

        (await Should.ThrowAsync<LogException>(async () => await PositionCheck.RunAsync(log, read, CancellationToken.None)))
            .Message.ShouldContain("dropped by retention");
    }

    [Fact]
    public async Task The_same_records_in_another_log_are_taken_for_the_same_log()
    {
        await using var rig = new EngineRig();
        await ReadAllAsync(rig);
        await using var mirror = await LogAsync(rig, ("a", "3"));
        await mirror.SendAsync(2, [.. Records, ("a9", "9")]);

        var host = await rig.StartAsync([0, 1], mirror);
        await host.WaitIdleAsync(rig.Limit);

        (await rig.RowsAsync(TallyTopology.Tally)).ShouldContain("a9|9|27");
        host.Progress.Sum(p => p.Records).ShouldBe(1);
    }

    private static async Task<EngineHost<TallyPrices>> ReadAllAsync(EngineRig rig, bool stays = false)
    {
        var host = await rig.StartAsync([0, 1]);
        await rig.Log.SendPricesAsync(("a", "3"));
        await rig.SendAsync(Records);
        await host.WaitIdleAsync(rig.Limit);
        if (!stays)
        {
            await host.DisposeAsync();
        }

        return host;
    }

    private static async Task<InMemoryLog> LogAsync(EngineRig rig, (string Group, string Price) price)
    {
        var log = new InMemoryLog();
        await log.EnsureTopicAsync(new TopicSpec(TallyTopology.Numbers, 2), rig.Limit);
        await log.EnsureTopicAsync(new TopicSpec(TallyTopology.Prices, 1), rig.Limit);
        await log.SendPricesAsync(price);
        return log;
    }

    /// <summary>Why the engine stopped; its figures and positions are as they were.</summary>
    private static async Task<string> StoppedAsync(EngineRig rig, EngineHost<TallyPrices> host)
    {
        var (rows, standings) = (await rig.RowsAsync(TallyTopology.Tally), await rig.Store.StandingsAsync(rig.Limit));
        var changed = await Should.ThrowAsync<LogException>(() => host.RunAsync(rig.Limit));
        changed.NeedsDecision.ShouldBeTrue();
        (await rig.RowsAsync(TallyTopology.Tally)).ShouldBe(rows);
        (await rig.Store.StandingsAsync(rig.Limit)).Select(s => s.Positions).ShouldBe(standings.Select(s => s.Positions));
        return changed.Message;
    }
}
