namespace Sluice.Engine.Shards;

/// <summary>
/// How a shard is asked to end: it halts, which lets what is computed commit, or it drops everything at once. Safe from
/// any thread.
/// </summary>
internal sealed class ShardStop : IDisposable
{
    private readonly CancellationTokenSource _drop;
    private readonly CancellationTokenSource _halt;

    public ShardStop(CancellationToken drop)
    {
        _drop = CancellationTokenSource.CreateLinkedTokenSource(drop);
        _halt = CancellationTokenSource.CreateLinkedTokenSource(_drop.Token);
    }

    /// <summary>Nothing new begins: no read, no step, no takeover.</summary>
    public CancellationToken Halting => _halt.Token;

    /// <summary>Nothing goes on.</summary>
    public CancellationToken Dropping => _drop.Token;

    public void Halt() => _halt.Cancel();

    public void Drop() => _drop.Cancel();

    public void Dispose()
    {
        _halt.Dispose();
        _drop.Dispose();
    }
}
