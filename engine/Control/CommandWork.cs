using Sluice.Engine.Shards;

namespace Sluice.Engine.Control;

/// <summary>What is under way of the active command, beside the desk: it is carried out, then its end is awaited. Writes nothing.</summary>
internal sealed class CommandWork<TReference>(ShardEdges<TReference> edges, ICommandBook<TReference> book, Retry retry)
{
    private readonly CommandRun<TReference> _run = new(book, retry);
    private readonly ShardsAwaited<TReference> _awaited = new(edges, book);

    /// <summary>Works out what the command comes to, and asks for the turn that decides it; ends without where all ends.</summary>
    /// <param name="number">The command's.</param>
    /// <param name="ask">Asks the desk for a turn.</param>
    /// <param name="decide">The turn.</param>
    /// <param name="told">The turn that writes progress down.</param>
    public Task PrepareAsync(
        ActiveCommand active, long number, Func<Func<Task>, ValueTask> ask, Func<CommandOutcome?, string?, Task> decide, Func<Task> told) => BesideAsync(
        active,
        ask,
        told,
        async () =>
        {
            var context = new CommandContext<TReference>(edges, retry, number, active.Report);
            var (outcome, failure) = await _run.CarryOutAsync(active.State.Command, context, active.Cancelled);
            return () => decide(outcome, failure);
        },
        () => decide(null, null));

    /// <summary>Waits until every shard shows what was decided, and asks for the turn that ends the command.</summary>
    /// <param name="decided">The number of the commit that decided it, or of a later one.</param>
    /// <param name="ask">Asks the desk for a turn.</param>
    /// <param name="finished">The turn.</param>
    /// <param name="told">The turn that writes progress down.</param>
    public Task FinishAsync(ActiveCommand active, long decided, Func<Func<Task>, ValueTask> ask, Func<Task> finished, Func<Task> told) => BesideAsync(
        active,
        ask,
        told,
        async () =>
        {
            await _awaited.WaitAsync(active.State.Command.Cut, decided, active.Report, retry, active.Cancelled);
            return finished;
        },
        cancelled: null);

    /// <summary>Works beside the desk, which must not wait for it, and has progress written down meanwhile.</summary>
    private async Task BesideAsync(ActiveCommand active, Func<Func<Task>, ValueTask> ask, Func<Task> told, Func<Task<Func<Task>>> work, Func<Task>? cancelled)
    {
        await Task.Yield();
        using var over = CancellationTokenSource.CreateLinkedTokenSource(active.Cancelled);
        var telling = TellAsync(active, ask, told, over.Token);
        Func<Task>? turn;
        try
        {
            turn = await work();
        }
        catch (Exception) when (active.Cancelled.IsCancellationRequested)
        {
            turn = cancelled;
        }

        over.Cancel();
        await telling;
        try
        {
            await (turn is null ? default : ask(turn));
        }
        catch (OperationCanceledException)
        {
            // The desk has closed; whoever decides next goes on from what is committed.
        }
    }

    private async Task TellAsync(ActiveCommand active, Func<Func<Task>, ValueTask> ask, Func<Task> told, CancellationToken cancel)
    {
        try
        {
            for (string? last = null; ;)
            {
                await Task.Delay(edges.Options.ProgressEvery, edges.Options.Time, cancel);
                if (active.Progress != last)
                {
                    last = active.Progress;
                    await ask(told);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The work is over.
        }
    }
}
