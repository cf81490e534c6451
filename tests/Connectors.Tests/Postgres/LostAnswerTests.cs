using Sluice.Connectors.Postgres;
using Sluice.Engine.State;
using static Sluice.Engine.Testing.Compliance.StoreTestData;

namespace Sluice.Connectors.Tests.Postgres;

public sealed class LostAnswerTests : IAsyncLifetime
{
    private TestSchema _schema = null!;
    private Proxy _proxy = null!;
    private PostgresStore _store = null!;
    private Func<CommitMoment, ValueTask> _onCommit = static _ => default;

    public async Task InitializeAsync()
    {
        _schema = await TestSchema.OnSharedAsync();
        _proxy = new Proxy(_schema.Server.Port);
        var uri = _schema.Server.Uri.Replace($":{_schema.Server.Port}/", $":{_proxy.Port}/", StringComparison.Ordinal);
        _store = await PostgresStore.OpenAsync(_schema.Options with { ConnectionString = uri, OnCommit = m => _onCommit(m) }, CancellationToken.None);
        await _store.PrepareAsync(Tables, CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        await _store.DisposeAsync();
        _proxy.Dispose();
    }

    [Fact]
    public async Task A_commit_whose_answer_is_lost_is_unknown_and_the_next_lease_tells_that_it_was_applied()
    {
        var lease = await _store.TakeAsync(0, CancellationToken.None);
        _onCommit = async moment =>
        {
            if (moment == CommitMoment.Before)
            {
                _proxy.LoseAnswers();
            }
            else
            {
                while (await _schema.AskAsync<long>("SELECT sequence FROM engine_shards") == 0)
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
                }

                _proxy.Cut();
            }
        };
        await Should.ThrowAsync<CommitUnknownException>(() => CommitAsync(lease, 1));
        _onCommit = static _ => default;
        var next = await TakeAsync();
        (next.Sequence, next.Positions).ShouldBe((1L, At(1)));
        await CommitAsync(next, 2);
        (await _store.ReadRowsAsync(Partials, [], CancellationToken.None)).Count.ShouldBe(2);
        (await _store.ReadOutboxAsync(10, CancellationToken.None)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_commit_that_never_arrived_is_unknown_and_the_next_lease_tells_that_it_was_not_applied()
    {
        var lease = await _store.TakeAsync(0, CancellationToken.None);
        _onCommit = moment =>
        {
            _proxy.Cut();
            return default;
        };
        await Should.ThrowAsync<CommitUnknownException>(() => CommitAsync(lease, 1));
        _onCommit = static _ => default;
        var next = await TakeAsync();
        next.Sequence.ShouldBe(0);
        await CommitAsync(next, 1);
        (await _store.ReadOutboxAsync(10, CancellationToken.None)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_line_lost_before_the_commit_leaves_the_lease_good()
    {
        var lease = await _store.TakeAsync(0, CancellationToken.None);
        _proxy.Cut();
        (await Should.ThrowAsync<StoreException>(() => CommitAsync(lease, 1))).Message.ShouldContain("was lost");
        await CommitAsync(lease, 1);
    }

    private Task CommitAsync(ShardLease lease, long sequence) =>
        _store.CommitAsync(Commit(lease, sequence, $"{sequence}", [Partial("a", sequence, 1m)]), CancellationToken.None).AsTask();

    /// <summary>Takes the shard as the engine does: a pooled connection may be one that was cut.</summary>
    private async Task<ShardLease> TakeAsync()
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await _store.TakeAsync(0, CancellationToken.None);
            }
            catch (StoreException) when (attempt < 5)
            {
                continue;
            }
        }
    }
}
