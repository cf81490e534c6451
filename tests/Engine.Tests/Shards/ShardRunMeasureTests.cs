using Sluice.Engine.Log;
using Sluice.Engine.State;
using Sluice.Engine.Telemetry;

namespace Sluice.Engine.Tests.Shards;

/// <summary>What a running shard tells of itself: its figures, how long it takes, whether it has stalled; in virtual time.</summary>
public sealed class ShardRunMeasureTests : IDisposable
{
    private readonly PumpDesk _desk = new();

    public void Dispose() => _desk.Dispose();

    [Fact]
    public void A_commit_is_measured() => _desk.Play(async pump =>
    {
        var told = new List<(long Records, long Position)>();
        _desk.Committed = progress => told.Add((progress.Records, progress.Committed[PumpDesk.Numbers]));
        _desk.Made = flow => flow.BeforeReceive = () => _desk.Time.Pass(TimeSpan.FromSeconds(2));
        ShardCommit? seen = null;
        _desk.BeforeCommit = (commit, cancel) =>
        {
            seen = commit;
            return _desk.HoldAsync(3, cancel);
        };
        await _desk.SendAsync(("a", "1"), ("b", "no number"), ("c", "2"));
        _ = pump.RunAsync(_desk.Stop);
        await _desk.PassAsync(1);
        pump.Progress.CommittingFor(_desk.Time).ShouldBe(TimeSpan.FromSeconds(1));
        await _desk.PassAsync(9);

        var measured = _desk.Measured;
        (measured[MetricNames.Commits], measured[MetricNames.RecordsCommitted], measured[MetricNames.DeadLetters]).ShouldBe((1, 3, 1));
        measured[MetricNames.RowsChanged].ShouldBe(seen!.Rows.Count);
        measured[MetricNames.SegmentBytes].ShouldBeGreaterThan(0);
        measured[MetricNames.StepDuration].ShouldBe(6);
        measured[MetricNames.CommitDuration].ShouldBe(3);
        told.ShouldBe([(3, 3)]);
        pump.Progress.StateBytes.ShouldBeGreaterThan(0);
        pump.Progress.CommittingFor(_desk.Time).ShouldBe(TimeSpan.Zero);
    });

    [Theory]
    [InlineData(TallyTopology.Numbers, TallyTopology.MoreNumbers)]
    [InlineData(TallyTopology.MoreNumbers, TallyTopology.Numbers)]
    public void Freshness_is_that_of_the_oldest_record_of_a_step(string newer, string older) => _desk.Play(async pump =>
    {
        var start = _desk.Time.GetUtcNow().ToUnixTimeMilliseconds();
        await AppendAsync(newer, start - 1000, start - 500);
        await AppendAsync(older, start - 4000, start - 3000);
        _desk.BeforeCommit = (_, cancel) => _desk.HoldAsync(2.5, cancel);
        _ = pump.RunAsync(_desk.Stop);
        await _desk.PassAsync(20);

        var (commits, freshness) = (_desk.Measured[MetricNames.Commits], _desk.Measured[MetricNames.Freshness]);
        commits.ShouldBe(1, "one step has taken both batches");
        freshness.ShouldBe(6.5);

        await _desk.Log.SendPricesAsync(("a", "3"));
        await _desk.PassAsync(20);
        (_desk.Measured[MetricNames.Commits], _desk.Measured[MetricNames.Freshness]).ShouldBe((2, 6.5), "a commit without records has none");
    });

    [Fact]
    public void A_commit_that_is_refused_says_why_and_since_when_until_it_comes_through() => _desk.Play(async pump =>
    {
        var refuses = true;
        _desk.BeforeCommit = (_, _) => refuses ? throw new StoreException("no space") : default;
        await _desk.SendAsync(("a", "1"));
        _ = pump.RunAsync(_desk.Stop);
        await _desk.PassAsync(100);
        (pump.Progress.Refusal, pump.Progress.CommittingFor(_desk.Time)).ShouldBe(("no space", TimeSpan.FromSeconds(100)));
        _desk.Flows.Count.ShouldBe(1, "nothing loaded is given up for that");

        refuses = false;
        await _desk.PassAsync(200);
        (pump.Progress.Refusal, pump.Progress.CommittingFor(_desk.Time)).ShouldBe((null, TimeSpan.Zero));
        (await _desk.RowsAsync(TallyTopology.Tally)).ShouldBe(["a|1|1"]);
    });

    [Fact]
    public void A_commit_whose_answer_was_lost_says_so_too() => _desk.Play(async pump =>
    {
        _desk.BeforeCommit = (_, _) => throw new CommitUnknownException("no answer");
        await _desk.SendAsync(("a", "1"));
        _ = pump.RunAsync(_desk.Stop);
        await _desk.PassAsync(1);

        pump.Progress.Refusal.ShouldBe("no answer");
    });

    [Fact]
    public void A_commit_that_does_not_move_has_stalled_until_it_moves() => _desk.Play(async pump =>
    {
        _desk.BeforeCommit = (_, cancel) => _desk.HoldAsync(70, cancel);
        await _desk.SendAsync(("a", "1"));
        pump.HasStalled.ShouldBeFalse("it has not begun");
        _ = pump.RunAsync(_desk.Stop);
        await _desk.PassAsync(59);
        pump.HasStalled.ShouldBeFalse();
        await _desk.PassAsync(2);
        pump.HasStalled.ShouldBeTrue();
        await _desk.PassAsync(10);
        pump.HasStalled.ShouldBeFalse();
    });

    [Fact]
    public void A_step_that_does_not_end_has_stalled() => _desk.Play(async pump =>
    {
        var stalled = new List<bool>();
        _desk.Made = flow => flow.BeforeReceive = () =>
        {
            _desk.Time.Pass(TimeSpan.FromSeconds(40));
            stalled.Add(pump.HasStalled);
        };
        await _desk.SendAsync(("a", "1"), ("a", "1"));
        _ = pump.RunAsync(_desk.Stop);
        await _desk.PassAsync(1);
        _desk.Time.Pass(TimeSpan.FromSeconds(100));

        stalled.ShouldBe([false, true]);
        pump.HasStalled.ShouldBeFalse("it has ended");
    });

    private async Task AppendAsync(string topic, params long[] timestamps)
    {
        var records = new LogBatchBuilder();
        foreach (var timestamp in timestamps)
        {
            records.Add("a"u8.ToArray(), "1"u8.ToArray(), timestamp);
        }

        await _desk.Log.AppendAsync([(new TopicPartition(topic, 0), records.Take())], default);
    }
}
