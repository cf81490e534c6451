namespace Sluice.Engine.Testing.Scheduling;

/// <summary>
/// What one operating-system process would run: every continuation and timer that starts here comes back here, in the
/// scheduler's order. Once killed, nothing of it runs again, not even a <c>finally</c>. Used on the scheduler's thread.
/// </summary>
public sealed class SimulatedProcess : SynchronizationContext
{
    private readonly SeededScheduler _scheduler;
    private readonly TaskCompletionSource _death = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal SimulatedProcess(SeededScheduler scheduler, string name)
    {
        _scheduler = scheduler;
        Name = name;
    }

    public string Name { get; }

    /// <summary>By how much its machine's wall clock is wrong; may jump, also back. Timers and timestamps do not hear of it.</summary>
    public TimeSpan ClockError { get; set; }

    /// <summary>Whether it stands still for now.</summary>
    public bool IsSuspended => Held is not null;

    /// <summary>The steps that wait for the process to go on; null while it runs.</summary>
    internal List<Step>? Held { get; private set; }

    public bool IsAlive { get; private set; } = true;

    /// <summary>Completes when the process is killed.</summary>
    public Task Death => _death.Task;

    /// <summary>Ends the process at this very step: what it has pending is dropped.</summary>
    public void Kill()
    {
        IsAlive = false;
        _death.TrySetResult();
    }

    /// <summary>
    /// Stops the process where it is, as SIGSTOP does: nothing of it runs, while the calls that it has under way go on
    /// outside and its timers pass.
    /// </summary>
    public void Suspend() => Held ??= [];

    /// <summary>Lets a suspended process go on, with everything that has come due meanwhile, in any order.</summary>
    public void Resume()
    {
        var held = Held ?? [];
        Held = null;
        held.ForEach(_scheduler.Admit);
    }

    /// <summary>Starts work in the process; the task ends as the work does, and never where the process dies first.</summary>
    public Task Start(Func<Task> body)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(_ => _ = CompleteAsync(body, done), state: null);
        return done.Task;
    }

    /// <summary>Starts work in the process; ends as the work does, or quietly as the process dies.</summary>
    public async Task ToItsEndAsync(Func<Task> body)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(_ => _ = CompleteAsync(body, ended), state: null);
        _ = EndAsync(ended);
        try
        {
            await ended.Task;
        }
        catch (Exception) when (!IsAlive)
        {
            // Its last word, of how it died.
        }
    }

    public override void Post(SendOrPostCallback d, object? state) => _scheduler.MakeReady(this, d, state);

    public override void Send(SendOrPostCallback d, object? state)
    {
        _scheduler.CheckThread(d);
        var before = Current;
        SetSynchronizationContext(this);
        try
        {
            d(state);
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }

    public override SynchronizationContext CreateCopy() => this;

    private async Task EndAsync(TaskCompletionSource ended)
    {
        await Death;
        ended.TrySetResult();
    }

    private static async Task CompleteAsync(Func<Task> body, TaskCompletionSource done)
    {
        try
        {
            await body();
            done.TrySetResult();
        }
        catch (OperationCanceledException cancelled)
        {
            done.TrySetCanceled(cancelled.CancellationToken);
        }
        catch (Exception failure)
        {
            done.TrySetException(failure);
        }
    }
}
