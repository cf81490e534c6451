namespace Sluice.Engine.Shards;

/// <summary>
/// Waiting that goes on where the caller runs: <see cref="Task.WaitAsync(CancellationToken)"/> over a source with
/// asynchronous continuations goes on in the thread pool first, which a world of one thread cannot allow.
/// </summary>
internal static class Waiting
{
    /// <summary>Completes as the task does, or is cancelled first; the task itself goes on.</summary>
    public static async Task OrCancelAsync(this Task task, CancellationToken cancel)
    {
        if (!task.IsCompleted)
        {
            var either = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await using var registration = cancel.UnsafeRegister(static (e, token) => ((TaskCompletionSource)e!).TrySetCanceled(token), either);
            _ = EndAsync(task, either);
            await either.Task;
        }

        await task;
    }

    private static async Task EndAsync(Task task, TaskCompletionSource either)
    {
        try
        {
            await task;
        }
        catch (Exception)
        {
            // The waiter awaits the task itself and sees it there.
        }

        either.TrySetResult();
    }
}
