namespace Sluice.Engine.Shards;

/// <summary>Lets readers pass, or holds them while paused. Safe from any thread; written by whoever commands a pause.</summary>
public sealed class Gate
{
    private volatile TaskCompletionSource? _closed;

    public bool IsOpen => _closed is null;

    /// <summary>Holds everyone who comes to <see cref="PassAsync"/> from now on.</summary>
    public void Close() => Interlocked.CompareExchange(ref _closed, new(TaskCreationOptions.RunContinuationsAsynchronously), null);

    public void Open() => Interlocked.Exchange(ref _closed, null)?.SetResult();

    /// <summary>Completes once the gate is open.</summary>
    public Task PassAsync(CancellationToken cancel) => _closed?.Task.OrCancelAsync(cancel) ?? Task.CompletedTask;
}
