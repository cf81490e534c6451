namespace Sluice.Engine.Control;

/// <summary>The command that is being carried out. Its state is the desk's; progress is told by any thread.</summary>
internal sealed class ActiveCommand(CommandState state, CancellationToken stop) : IDisposable
{
    private readonly CancellationTokenSource _cancel = CancellationTokenSource.CreateLinkedTokenSource(stop);
    private volatile string? _progress;

    /// <summary>As it was committed last.</summary>
    public CommandState State { get; set; } = state;

    /// <summary>What it reported last.</summary>
    public string? Progress => _progress;

    /// <summary>Ends what is under way of it.</summary>
    public CancellationToken Cancelled => _cancel.Token;

    public void Report(string progress) => _progress = progress;

    public void Cancel() => _cancel.Cancel();

    public void Dispose() => _cancel.Dispose();
}
