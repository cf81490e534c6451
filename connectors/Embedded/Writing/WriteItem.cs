namespace Sluice.Connectors.Embedded.Writing;

/// <summary>
/// One write, all of it or nothing. Made by its caller; <see cref="Apply"/>, <see cref="Undo"/> and
/// <see cref="Publish"/> run on the writer's thread, item by item in the order of arrival.
/// </summary>
internal abstract class WriteItem(CancellationToken cancel)
{
    public CancellationToken Cancel { get; } = cancel;

    /// <summary>Roughly the bytes it writes.</summary>
    public virtual long Weight => 256;

    /// <summary>Why it failed by itself, if it did.</summary>
    public Exception? Failure { get; set; }

    /// <summary>Makes the changes within the open transaction. It may run again, after <see cref="Undo"/>.</summary>
    public abstract void Apply(Sqlite.Connection connection);

    /// <summary>Takes back what <see cref="Apply"/> changed in memory.</summary>
    public virtual void Undo()
    {
    }

    /// <summary>Shows the committed changes to readers in memory.</summary>
    public virtual void Publish()
    {
    }

    public abstract void Succeed();

    /// <summary>Not applied.</summary>
    public abstract void Fail(Exception error);

    /// <summary>Perhaps applied.</summary>
    public abstract void FailUnknown(Exception error);
}

/// <summary>A write with a result.</summary>
internal abstract class WriteItem<T>(CancellationToken cancel) : WriteItem(cancel)
{
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<T> Done => _done.Task;

    protected T Result { get; set; } = default!;

    public override void Succeed() => _done.TrySetResult(Result);

    public override void Fail(Exception error)
    {
        if (error is OperationCanceledException)
        {
            _done.TrySetCanceled(Cancel);
        }
        else
        {
            _done.TrySetException(Refusal(error));
        }
    }

    public override void FailUnknown(Exception error) => _done.TrySetException(Unknown(error));

    /// <summary>The exception of the interface for a write that was not applied.</summary>
    protected abstract Exception Refusal(Exception error);

    /// <summary>The exception of the interface for a write that may have been applied.</summary>
    protected abstract Exception Unknown(Exception error);
}
