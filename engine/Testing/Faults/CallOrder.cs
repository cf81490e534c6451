namespace Sluice.Engine.Testing.Faults;

/// <summary>
/// Lets calls through one after the other, in the order in which they were made: a delayed commit holds up those of its
/// shard behind it, as a connection would, where a plain delay would let them overtake. Owned by one thread.
/// </summary>
internal sealed class CallOrder
{
    private Task _last = Task.CompletedTask;

    public async ValueTask<TResult> TakeTurnAsync<TResult>(Func<ValueTask<TResult>> call)
    {
        var before = _last;
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _last = done.Task;
        try
        {
            await before;
            return await call();
        }
        finally
        {
            done.SetResult();
        }
    }
}
