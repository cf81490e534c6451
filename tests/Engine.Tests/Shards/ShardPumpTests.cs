using Sluice.Engine.Log;
using Sluice.Engine.Outputs;
using Sluice.Engine.Shards;
using Sluice.Engine.State;
using Sluice.Engine.Telemetry;
using Sluice.Engine.Testing.Memory;

namespace Sluice.Engine.Tests.Shards;

/// <summary>How a shard is taken, given up and taken again, and when; in virtual time.</summary>
public sealed class ShardPumpTests : IDisposable
{
    private readonly PumpDesk _desk = new();
    private readonly List<double> _taken = [];

    public ShardPumpTests() => _desk.BeforeTake = () =>
    {
        _taken.Add(_desk.Now.TotalSeconds);
        return default;
    };

    public void Dispose() => _desk.Dispose();

    [Fact]
    public void A_shard_is_left_to_another_owner_that_works_and_looked_at_less_and_less_often() => _desk.Play(async pump =>
    {
        _ = pump.RunAsync(_desk.Stop);
        await _desk.PassAsync(1);
        var looks = new List<double>();
        _desk.BeforeStandings = () => looks.Add(_desk.Now.TotalSeconds);
        var lease = await _desk.Kept.TakeAsync(0, default);
        await _desk.SendAsync(("a", "1"));
        for (var i = 1; i <= 500; i++)
        {
            await _desk.PassAsync(1);
            await _desk.Kept.CommitAsync(Empty(lease, i), default);
        }

        _taken.Count.ShouldBe(1);

        double[] full = [10, 20, 40, 80, 100, 100];
        looks.Zip(looks.Skip(1), (from, to) => to - from).Zip(full).ShouldAllBe(p => p.First >= p.Second / 2 && p.First <= p.Second);
        looks.Count.ShouldBeGreaterThan(full.Length);
        _desk.Notes.ShouldHaveSingleItem().ShouldEndWith("it is left to its new owner for as long as that one works");
        _desk.Measured[MetricNames.ShardRestarts + "/fenced"].ShouldBe(1);

        await _desk.PassAsync(201);
        _taken.Count.ShouldBe(2, "it has stood still between two looks");
        _desk.Notes[^1].ShouldBe("shard 0 is taken again: nobody has moved it since");
        (await _desk.StandingAsync()).Epoch.ShouldBe(3);
        (await _desk.RowsAsync(TallyTopology.Tally)).ShouldBe(["a|1|1"]);
    });

    [Fact]
    public void A_shard_that_is_lost_again_and_again_is_left_longer_each_time_and_not_after_it_was_held_for_long() => _desk.Play(async pump =>
    {
        _ = pump.RunAsync(_desk.Stop);
        var pauses = new List<double>();
        foreach (var held in new[] { 1, 1, 1, 1, 1, 250, 1 })
        {
            await _desk.PassAsync(held);
            await _desk.Kept.TakeAsync(0, default);
            await _desk.SendAsync(("a", "1"));
            var (lost, count) = (_desk.Now.TotalSeconds, _taken.Count);
            while (_taken.Count == count)
            {
                await _desk.PassAsync(0.1);
            }

            pauses.Add(_taken[^1] - lost);
        }

        double[] full = [10, 20, 40, 80, 100, 10, 20];
        pauses.Zip(full).ShouldAllBe(p => p.First >= (p.Second / 2) && p.First <= p.Second + 0.2);
    });

    [Fact]
    public void A_shard_that_does_not_get_on_begins_again_less_and_less_often() => _desk.Play(async pump =>
    {
        _desk.BeforeCommit = (_, _) => throw new CommitUnknownException("no answer");
        await _desk.SendAsync(("a", "1"));
        _ = pump.RunAsync(_desk.Stop);
        await _desk.PassAsync(300);

        _taken.Count.ShouldBeInRange(4, 8);
        _desk.Notes[0].ShouldBe("shard 0 starts again from its last commit: no answer");
        _desk.Measured[MetricNames.ShardRestarts + "/CommitUnknownException"].ShouldBe(_taken.Count);
    });

    [Fact]
    public void A_shard_that_gets_on_in_between_begins_again_soon() => _desk.Play(async pump =>
    {
        _desk.BeforeCommit = async (commit, cancel) =>
        {
            await _desk.Kept.CommitAsync(commit, cancel);
            throw new CommitUnknownException("no answer");
        };
        _ = pump.RunAsync(_desk.Stop);
        for (var i = 0; i < 30; i++)
        {
            await _desk.SendAsync(("a", "1"));
            await _desk.PassAsync(10);
        }

        _taken.Count.ShouldBeGreaterThan(20, "10 seconds at most between two");
        (await _desk.RowsAsync(TallyTopology.Tally)).ShouldHaveSingleItem();
    });

    [Fact]
    public void A_record_on_which_the_flow_fails_is_quarantined_without_a_pause() => _desk.Play(async pump =>
    {
        await _desk.SendAsync(("a", "1"), ("b", TallyTopology.Boom), ("a", "2"), ("c", TallyTopology.Boom));
        _ = pump.RunAsync(_desk.Stop);
        await _desk.PassAsync(1);

        (await _desk.RowsAsync(TallyTopology.Tally)).ShouldBe(["a|3|3"]);
        (await _desk.RowsAsync(EngineTables.Quarantined)).Count.ShouldBe(2);
        (_desk.Measured[MetricNames.Quarantined], _desk.Measured[MetricNames.ShardRestarts + "/poison"]).ShouldBe((2, 2));
        _desk.Notes.Count.ShouldBe(2);
        _desk.Notes[0].ShouldContain("offset 1: a defect of the flow");
    });

    [Fact]
    public void A_call_that_is_broken_off_by_nobody_here_begins_the_shard_again() => _desk.Play(async pump =>
    {
        _desk.BeforeTake = () =>
        {
            _taken.Add(_desk.Now.TotalSeconds);
            return _taken.Count == 1 ? throw new OperationCanceledException("the connection was closed") : default;
        };
        await _desk.SendAsync(("a", "1"));
        _ = pump.RunAsync(_desk.Stop);
        await _desk.PassAsync(11);

        (await _desk.RowsAsync(TallyTopology.Tally)).ShouldBe(["a|1|1"]);
        _desk.Notes.ShouldBe(["shard 0 starts again from its last commit: the connection was closed"]);
    });

    [Fact]
    public void What_needs_a_decision_ends_the_shard_and_it_is_no_longer_shown() => _desk.Play(async pump =>
    {
        var ends = false;
        _desk.BeforeRead = (source, _) => ends && source == PumpDesk.Numbers
            ? throw new LogException("records are gone") { NeedsDecision = true }
            : default;
        var running = pump.RunAsync(_desk.Stop);
        await _desk.PassAsync(1);
        (_desk.Owned, _desk.Loaded, pump.Progress.IsRunning).ShouldBe((1, 1, true));

        ends = true;
        await _desk.SendAsync(("a", "1"));
        await _desk.PassAsync(1);

        running.Exception!.InnerException!.Message.ShouldBe("records are gone");
        (_desk.Owned, _desk.Loaded, pump.Progress.IsRunning, pump.HasStalled).ShouldBe((0, 0, false, false));
    });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_shard_that_waits_for_reference_data_or_a_pause_ends_when_it_is_halted(bool reference)
    {
        _desk.First.Add(("a", "3"));
        _desk.BeforeRead = (source, cancel) => reference && source == PumpDesk.Prices ? _desk.HoldAsync(1000, cancel) : default;
        _desk.Play(pump => HaltAsync(pump, reference));
    }

    [Fact]
    public void A_shard_goes_on_from_what_the_store_has_with_the_reference_data_it_stood_on() => _desk.Play(async pump =>
    {
        await _desk.Log.SendPricesAsync(("a", "3"));
        await _desk.SendAsync(("a", "1"));
        _ = pump.RunAsync(_desk.Stop);
        await _desk.PassAsync(1);
        pump.Progress.Committed[PumpDesk.Numbers].ShouldBe(1);
        var bytes = pump.Progress.StateBytes;

        await _desk.SendAsync(("b", TallyTopology.Boom));
        await _desk.PassAsync(1);

        _desk.Flows.Count.ShouldBe(2);
        _desk.Flows[1].Received.ShouldBeEmpty("what is committed is not read again, and what is quarantined reaches no flow");
        pump.Progress.StateBytes.ShouldBeGreaterThanOrEqualTo(bytes);
        (await _desk.RowsAsync(TallyTopology.Tally)).ShouldBe(["a|1|3"]);
    });

    [Fact]
    public void A_shard_of_another_log_than_was_read_is_not_gone_on_with() => _desk.Play(async pump =>
    {
        await _desk.SendAsync(("a", "1"));
        _ = pump.RunAsync(_desk.Stop);
        await _desk.PassAsync(1);
        var other = new InMemoryLog();
        await other.EnsureTopicAsync(new TopicSpec(TallyTopology.Numbers, 2), default);
        await other.AppendAsync([(PumpDesk.Numbers, TallyLog.Frames(("b", "3"), ("b", "4")))], default);
        _desk.Stop.Halt();
        _desk.Log.Restore(other.BackUp(topic => topic == TallyTopology.Numbers));

        using var stop = new ShardStop(default);
        var again = new ShardPump<TallyPrices>(0, _desk.Edges).RunAsync(stop);
        await _desk.PassAsync(1);

        again.Exception!.InnerException.ShouldBeOfType<LogException>().NeedsDecision.ShouldBeTrue();
        (await _desk.RowsAsync(TallyTopology.Tally)).ShouldBe(["a|1|1"]);
    });

    [Fact]
    public void A_shard_that_the_store_no_longer_knows_is_taken_from_its_beginning() => _desk.Play(async pump =>
    {
        var empty = _desk.Kept.BackUp();
        await _desk.SendAsync(("a", "1"));
        _ = pump.RunAsync(_desk.Stop);
        await _desk.PassAsync(1);

        _desk.Kept.Restore(empty);
        await _desk.SendAsync(("a", "2"));
        await _desk.PassAsync(20);

        (await _desk.RowsAsync(TallyTopology.Tally)).ShouldBe(["a|3|3"]);
        (await _desk.StandingAsync()).Positions[PumpDesk.Numbers].ShouldBe(2);
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Keys_are_claimed_only_where_others_place_them(bool placesKeys)
    {
        using var desk = new PumpDesk { Log = new InMemoryLog { PlacesKeys = placesKeys } };
        desk.Play(async pump =>
        {
            await desk.Kept.ClaimKeysAsync("key", shard: 1, ["b"], default);
            await desk.SendAsync(("a", "1"), ("b", "2"));
            _ = pump.RunAsync(desk.Stop);
            await desk.PassAsync(1);

            (await desk.RowsAsync(TallyTopology.Tally)).ShouldBe(placesKeys ? ["a|1|1", "b|2|2"] : ["a|1|1"]);
            (await desk.RowsAsync(EngineTables.KeyOwner)).ShouldBe(placesKeys ? ["key|b|1"] : ["key|a|0", "key|b|1"]);
        });
    }

    private async Task HaltAsync(ShardPump<TallyPrices> pump, bool reference)
    {
        _desk.BeforeTake = () =>
        {
            _taken.Add(_desk.Now.TotalSeconds);
            throw new CommitUnknownException("no answer");
        };
        var running = pump.RunAsync(_desk.Stop);
        await _desk.PassAsync(1);
        running.IsCompleted.ShouldBeFalse();
        _taken.Count.ShouldBe(reference ? 0 : 1, "it is not taken from its owner before it can go on here");

        _desk.Stop.Halt();
        await running;
        _desk.Now.TotalSeconds.ShouldBe(1);
        _desk.Flows.ShouldBeEmpty();
    }

    private static ShardCommit Empty(ShardLease lease, long more) =>
        new() { Shard = 0, Epoch = lease.Epoch, Sequence = lease.Sequence + more, Positions = lease.Positions, Segment = default, Rows = [] };
}
