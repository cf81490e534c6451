using Sluice.Connectors.Embedded;
using Sluice.Engine.Log;
using Sluice.Engine.State;
using Sluice.Engine.Testing.Compliance;

namespace Sluice.Connectors.Tests.Embedded;

public sealed class GroupCommitTests : IAsyncLifetime
{
    private static readonly TopicPartition Target = new("t", 0);

    private readonly TempFolder _folder = new();
    private readonly ManualResetEventSlim _gate = new(initialState: true);
    private Action<CommitMoment>? _fault;
    private int _commits;
    private EmbeddedDatabase _database = null!;

    public async Task InitializeAsync()
    {
        _database = await EmbeddedDatabase.OpenAsync(new EmbeddedOptions { Path = _folder.Database, OnCommit = OnCommit });
        await _database.Log.EnsureTopicAsync(new TopicSpec("t", 1), CancellationToken.None);
        await _database.Store.PrepareAsync(StoreTestData.Tables, CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        await _database.DisposeAsync();
        _folder.Dispose();
        _gate.Dispose();
    }

    [Fact]
    public async Task A_fenced_commit_in_a_group_is_rolled_back_alone()
    {
        var zombie = await Take(0);
        var owner = await Take(0);
        var other = await Take(1);
        var holding = HoldWriter();
        var before = AppendAsync("before");
        var fenced = CommitAsync(zombie, 1);
        var fine = CommitAsync(other, 1);
        var second = CommitAsync(owner, 1);
        var after = AppendAsync("after");
        await ReleaseAsync(holding);

        (await before).ShouldBe(0);
        (await after).ShouldBe(3);
        await fine;
        await second;
        await Should.ThrowAsync<FencedException>(() => fenced);
        _commits.ShouldBe(1);
        var standings = await _database.Store.StandingsAsync(CancellationToken.None);
        standings.Where(s => s.Shard < 2).Select(s => (s.Shard, s.Sequence)).ShouldBe([(0, 1L), (1, 1L)]);
        (await _database.Store.ReadOutboxAsync(10, CancellationToken.None)).Select(e => e.Shard).ShouldBe([1, 0]);
    }

    [Theory]
    [InlineData(CommitMoment.Before, 0)]
    [InlineData(CommitMoment.After, 1)]
    public async Task A_failing_COMMIT_leaves_every_outcome_unknown_and_the_truth_readable(object moment, long applied)
    {
        var lease = await Take(0);
        await AppendAsync("there");
        var holding = HoldWriter();
        var append = AppendAsync("unknown");
        var commit = CommitAsync(lease, 1);
        var fenced = CommitAsync(lease, 7);
        PullThePlug((CommitMoment)moment);
        await ReleaseAsync(holding);

        (await Should.ThrowAsync<LogException>(() => append)).OutcomeUnknown.ShouldBeTrue();
        (await Should.ThrowAsync<CommitUnknownException>(() => commit)).Message.ShouldContain("plug");
        await Should.ThrowAsync<FencedException>(() => fenced);
        (await _database.Log.OffsetsAsync("t", CancellationToken.None))[0].End.ShouldBe(3 + (3 * applied));
        var again = await Take(0);
        again.Sequence.ShouldBe(applied);
        (await AppendAsync("next")).ShouldBe(3 + (3 * applied));
        var records = await LogTestData.ReadAsync(_database.Log, Target, 0, 6 + (int)(3 * applied));
        records[^1].Text.ShouldStartWith("next-2");
    }

    [Fact]
    public async Task A_cancelled_write_in_a_group_is_left_out_alone()
    {
        using var cancel = new CancellationTokenSource();
        var holding = HoldWriter();
        var cancelled = _database.Log.AppendAsync([(Target, LogTestData.Numbered("never", 2))], cancel.Token).AsTask();
        var fine = AppendAsync("fine");
        await cancel.CancelAsync();
        await ReleaseAsync(holding);
        await Should.ThrowAsync<OperationCanceledException>(() => cancelled);
        (await fine).ShouldBe(0);
        (await LogTestData.ReadAsync(_database.Log, Target, 0, 1))[0].Text.ShouldStartWith("fine-0");
    }

    /// <summary>Keeps the writer within a commit of its own, so that what comes next is one group.</summary>
    private Task<ShardLease> HoldWriter()
    {
        _gate.Reset();
        var reached = new TaskCompletionSource();
        _fault = _ => reached.TrySetResult();
        var holding = Take(99);
        reached.Task.Wait(TimeSpan.FromSeconds(20)).ShouldBeTrue();
        _fault = null;
        return holding;
    }

    /// <summary>Fails the commit that follows the held one.</summary>
    private void PullThePlug(CommitMoment moment) => _fault = now =>
    {
        if (now == moment && _commits == (now == CommitMoment.Before ? 0 : 1))
        {
            _fault = null;
            throw new IOException("the plug was pulled");
        }
    };

    /// <summary>Lets the writer go on; the commits after the held one are counted.</summary>
    private async Task ReleaseAsync(Task holding)
    {
        _commits = -1;
        _gate.Set();
        await holding;
    }

    private void OnCommit(CommitMoment moment)
    {
        _fault?.Invoke(moment);
        if (moment == CommitMoment.Before)
        {
            _gate.Wait();
            _commits++;
        }
    }

    private async Task<long> AppendAsync(string name) =>
        (await _database.Log.AppendAsync([(Target, LogTestData.Numbered(name, 3))], CancellationToken.None))[0];

    private Task CommitAsync(ShardLease lease, long sequence) => _database.Store.CommitAsync(
        StoreTestData.Commit(lease, sequence, "s", [StoreTestData.Partial("m", lease.Shard, sequence)]), CancellationToken.None).AsTask();

    private Task<ShardLease> Take(int shard) => _database.Store.TakeAsync(shard, CancellationToken.None).AsTask();
}
