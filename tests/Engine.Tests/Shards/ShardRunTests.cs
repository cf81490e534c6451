using Sluice.Engine.Log;
using Sluice.Engine.State;
using Sluice.Engine.Testing.Memory;

namespace Sluice.Engine.Tests.Shards;

/// <summary>How a shard's records become commits, and what of them stands when it ends; in virtual time.</summary>
public sealed class ShardRunTests : IDisposable
{
    private readonly PumpDesk _desk = new() { BatchRecords = 1 };
    private readonly List<ShardCommit> _commits = [];

    public ShardRunTests() => _desk.BeforeCommit = (commit, _) =>
    {
        _commits.Add(commit);
        return default;
    };

    public void Dispose() => _desk.Dispose();

    [Fact]
    public void Steps_of_so_many_records_at_most_are_committed_one_after_the_other() => _desk.Play(async pump =>
    {
        await _desk.SendAsync([.. Enumerable.Repeat(("a", "1"), 20)]);
        _ = pump.RunAsync(_desk.Stop);
        await _desk.PassAsync(1);

        _commits.ConvertAll(c => c.Positions[PumpDesk.Numbers]).ShouldBe(Enumerable.Range(1, 20).Select(i => (long)i));
        _commits.ConvertAll(c => c.Sequence).ShouldBe(Enumerable.Range(1, 20).Select(i => (long)i));
        (pump.Progress.Records, _desk.Edges.Live.Records).ShouldBe((20, 20));
        (await _desk.RowsAsync(TallyTopology.Tally)).ShouldBe(["a|20|20"]);
    });

    [Fact]
    public void A_shard_that_is_halted_commits_what_is_computed_and_begins_nothing() => _desk.Play(async pump =>
    {
        _desk.BeforeCommit = (_, cancel) => _desk.HoldAsync(5, cancel);
        await _desk.SendAsync([.. Enumerable.Repeat(("a", "1"), 20)]);
        var running = pump.RunAsync(_desk.Stop);
        await _desk.PassAsync(1);
        var computed = _desk.Flows[0].Received.Count;
        _desk.Stop.Halt();
        await running;

        // One at the store, what waits for it, and the step that could not hand over its own.
        computed.ShouldBe(Limits.CommitsInFlightMax + 1);
        (await _desk.StandingAsync()).Positions[PumpDesk.Numbers].ShouldBe(Limits.CommitsInFlightMax);
        _desk.Flows[0].Received.Count.ShouldBe(computed);
        _desk.Flows.Count.ShouldBe(1);
        pump.Progress.IsRunning.ShouldBeFalse();
    });

    [Fact]
    public void A_shard_that_is_dropped_leaves_its_commit_under_way() => _desk.Play(async pump =>
    {
        _desk.BeforeCommit = (_, cancel) => _desk.HoldAsync(5, cancel);
        await _desk.SendAsync([.. Enumerable.Repeat(("a", "1"), 20)]);
        var running = pump.RunAsync(_desk.Stop);
        await _desk.PassAsync(1);
        _desk.Stop.Drop();
        await running;

        (_desk.Now.TotalSeconds, (await _desk.StandingAsync()).Sequence).ShouldBe((1, 0));
    });

    [Fact]
    public void What_was_computed_on_a_commit_that_failed_is_computed_anew() => _desk.Play(async pump =>
    {
        _desk.BeforeCommit = async (commit, cancel) =>
        {
            _commits.Add(commit);
            await _desk.HoldAsync(1, cancel);
            if (_commits.Count == 2)
            {
                throw new CommitUnknownException("no answer");
            }
        };
        await _desk.SendAsync([.. Enumerable.Repeat(("a", "1"), 8)]);
        _ = pump.RunAsync(_desk.Stop);
        await _desk.PassAsync(60);

        _commits.ConvertAll(c => (c.Epoch, c.Sequence)).ShouldBe([(1, 1), (1, 2), .. Enumerable.Range(2, 7).Select(i => (2L, (long)i))]);
        _desk.Flows.Count.ShouldBe(2);
        (await _desk.RowsAsync(TallyTopology.Tally)).ShouldBe(["a|8|8"]);
    });

    [Fact]
    public void A_record_on_which_the_flow_fails_does_not_wait_for_a_commit_that_hangs() => _desk.Play(async pump =>
    {
        var hangs = true;
        _desk.BeforeCommit = (_, cancel) => hangs ? _desk.HoldAsync(1000, cancel) : default;
        await _desk.SendAsync(("a", "1"), ("b", TallyTopology.Boom));
        _desk.Made = _ => hangs = _desk.Flows.Count == 1;
        _ = pump.RunAsync(_desk.Stop);
        await _desk.PassAsync(1);

        _desk.Flows.Count.ShouldBe(2);
        (await _desk.RowsAsync(TallyTopology.Tally)).ShouldBe(["a|1|1"]);
    });

    [Fact]
    public void Newer_reference_data_wakes_a_shard_that_has_no_records_and_one_that_was_loaded_again() => _desk.Play(async pump =>
    {
        await _desk.SendAsync(("a", "1"));
        _ = pump.RunAsync(_desk.Stop);
        await _desk.PassAsync(1);
        await _desk.Log.SendPricesAsync(("a", "3"));
        await _desk.PassAsync(1);
        (await _desk.RowsAsync(TallyTopology.Tally)).ShouldBe(["a|1|3"]);

        await _desk.SendAsync(("a", TallyTopology.Boom));
        await _desk.PassAsync(1);
        await _desk.Log.SendPricesAsync(("a", "5"));
        await _desk.PassAsync(1);
        (await _desk.RowsAsync(TallyTopology.Tally)).ShouldBe(["a|1|5"]);
        (await _desk.StandingAsync()).Positions[PumpDesk.Prices].ShouldBe(2);
    });

    [Fact]
    public void An_input_that_is_paused_is_not_read_and_what_a_read_under_way_brings_waits() => _desk.Play(async pump =>
    {
        var reads = 0;
        _desk.BeforeRead = (source, _) =>
        {
            reads += source == PumpDesk.Numbers ? 1 : 0;
            return default;
        };
        _desk.Edges.Gates.Pause(TallyTopology.Numbers);
        _ = pump.RunAsync(_desk.Stop);
        await _desk.SendAsync(("a", "1"));
        await _desk.PassAsync(10);
        reads.ShouldBe(0);

        _desk.Edges.Gates.Resume(TallyTopology.Numbers);
        await _desk.PassAsync(1);
        _desk.Edges.Gates.Pause(TallyTopology.Numbers);
        await _desk.SendAsync(("a", "10"));
        await _desk.PassAsync(10);
        (await _desk.RowsAsync(TallyTopology.Tally)).ShouldBe(["a|1|1"]);

        _desk.Edges.Gates.Resume(TallyTopology.Numbers);
        await _desk.PassAsync(1);
        (await _desk.RowsAsync(TallyTopology.Tally)).ShouldBe(["a|11|11"]);
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Only_where_others_change_the_log_too_it_is_looked_at_again(bool placesKeys)
    {
        using var desk = new PumpDesk { Log = new InMemoryLog { PlacesKeys = placesKeys } };
        desk.Play(async pump =>
        {
            await desk.SendAsync(("a", "1"), ("a", "2"));
            var running = pump.RunAsync(desk.Stop);
            await desk.PassAsync(10);
            var other = new InMemoryLog();
            await other.EnsureTopicAsync(new TopicSpec(TallyTopology.Numbers, 2), default);
            await other.AppendAsync([(PumpDesk.Numbers, TallyLog.Frames(("b", "3"), ("b", "4")))], default);
            desk.Log.Restore(other.BackUp(topic => topic == TallyTopology.Numbers));
            await desk.PassAsync(60);

            running.IsFaulted.ShouldBe(!placesKeys);
            if (!placesKeys)
            {
                running.Exception!.InnerException.ShouldBeOfType<LogException>().NeedsDecision.ShouldBeTrue();
            }
        });
    }
}
