using System.Text;
using Shouldly;
using Sluice.Engine.Outputs;
using Sluice.Engine.State;
using Xunit;

namespace Sluice.Engine.Testing.Compliance;

/// <summary>What every <see cref="IStore"/> must do. Inherit it and make the store; each test gets a new one.</summary>
public abstract partial class StoreCompliance : IAsyncLifetime
{
    /// <summary>The store under test, with <see cref="StoreTestData.Tables"/> prepared.</summary>
    protected IStore Store { get; set; } = null!;

    /// <summary>Ends when a test has waited too long.</summary>
    protected CancellationToken Cancel => _cancel.Token;

    private readonly CancellationTokenSource _cancel = new(TimeSpan.FromSeconds(60));

    /// <summary>A new, empty store.</summary>
    protected abstract ValueTask<IStore> CreateAsync();

    public virtual async Task InitializeAsync()
    {
        Store = await CreateAsync();
        await Store.PrepareAsync(StoreTestData.Tables, Cancel);
    }

    public virtual async Task DisposeAsync()
    {
        await Store.DisposeAsync();
        _cancel.Dispose();
    }

    protected Task CommitAsync(ShardCommit commit) => Store.CommitAsync(commit, Cancel).AsTask();

    protected async Task<List<string>> SegmentsAsync(ShardLease lease)
    {
        var segments = new List<string>();
        await Store.LoadAsync(lease, (_, segment) => segments.Add(Encoding.UTF8.GetString(segment)), Cancel);
        return segments;
    }

    protected async Task<IReadOnlyList<object?[]>> RowsAsync(TableSchema table, params (string Column, object Value)[] where) =>
        await Store.ReadRowsAsync(table, where, Cancel);

    protected async Task<IReadOnlyList<OutboxEntry>> OutboxAsync(int max = 100) => await Store.ReadOutboxAsync(max, Cancel);

    /// <summary>The shard stands at the sequence, and nothing of a later commit can be seen.</summary>
    protected async Task ShouldStandAtAsync(ShardLease lease, long sequence, string[] segments, int rows, int outbox)
    {
        var standing = (await Store.StandingsAsync(Cancel)).Single(s => s.Shard == lease.Shard);
        standing.Sequence.ShouldBe(sequence);
        standing.Positions.ShouldBe(sequence == 0 ? Positions.None : StoreTestData.At(sequence));
        (await SegmentsAsync(lease)).ShouldBe(segments);
        (await RowsAsync(StoreTestData.Partials)).Count.ShouldBe(rows);
        (await OutboxAsync()).Count.ShouldBe(outbox);
    }
}
