using Sluice.Engine.Outputs;
using Sluice.Engine.Shards;

namespace Sluice.Engine.Control;

/// <summary>
/// Looks at a control message: is it signed, understood, new, possible? What the engine itself can do is done at once: to
/// cancel, pause and resume. Used by the desk's loop.
/// </summary>
internal sealed class CommandIntake<TReference>(ShardEdges<TReference> edges, ICommandBook<TReference> book, Retry retry)
{
    private readonly PauseCommands<TReference> _pauses = new(edges, retry);

    /// <param name="number">What a decision about the message has for a number.</param>
    /// <param name="cancelled">The command with an id as cancelled, for a reason; or why not; or neither, where it is not at the desk.</param>
    public async Task<TakenMessage> TakeAsync(
        ControlMessage message, long number, Func<string, string, (CommandState? Cancelled, string? Refusal)> cancelled, CancellationToken cancel)
    {
        var (command, refused) = Envelope.Read(message.Offset, message.Value, edges.Options.Commands);
        var id = command?.Id ?? refused?.Id;
        var known = id is null ? null : await FindAsync(id, cancel);
        if (command is null)
        {
            return new TakenMessage(await RefusedAsync(refused!, message, known is null, number, cancel));
        }

#if PLANTED_BUGS
        known = PlantedBugs.Is(Bug.SentAgainTaken) ? null : known;
#endif

        // A message that was refused before it was a command has taken no id: whoever cannot sign must not bar the true one.
        if (known is { IssuedAt: not null })
        {
            edges.Options.Notify($"command {id} was sent again: it is {known.Status}, and stays so");
            return new TakenMessage([]);
        }

        var state = CommandState.Queued(command);
        if (await FaultAsync(command, cancel) is { } fault)
        {
            return new TakenMessage([Refused(state, fault).Row()]);
        }

        return command.Type switch
        {
            EngineCommands.Cancel => await CancelAsync(state, cancelled, cancel),
            EngineCommands.Pause or EngineCommands.Resume => new TakenMessage(await _pauses.RowsAsync(state, cancel)),
            _ => new TakenMessage([state.Row()], Queued: state),
        };
    }

    private async Task<CommandRow?> FindAsync(string id, CancellationToken cancel)
    {
        var rows = await retry.RunAsync(() => edges.Store.ReadRowsAsync(EngineTables.Commands, [("command_id", id)], cancel), cancel);
        return rows.Count == 0 ? null : CommandRow.Of(rows[0]);
    }

    /// <summary>What the engine itself can do bears on no record, so its cut is not asked for: an input can be paused while the log is in pieces.</summary>
    private async Task<string?> FaultAsync(Command command, CancellationToken cancel)
    {
        if (EngineCommands.Has(command.Type))
        {
            return EngineCommands.Fault(command);
        }

        var cut = await retry.RunAsync(
            () => new ValueTask<string?>(CommandCut.FaultAsync(edges.Topology, edges.Log, command.Cut, cancel)), cancel);
        return cut ?? BooksFault(command);
    }

    private string? BooksFault(Command command)
    {
        try
        {
            return book.Fault(command);
        }
        catch (Exception defect)
        {
            return $"it cannot be judged: {defect.Message}";
        }
    }

    private async Task<TakenMessage> CancelAsync(
        CommandState state, Func<string, string, (CommandState? Cancelled, string? Refusal)> cancelled, CancellationToken cancel)
    {
        var id = EngineCommands.Target(state.Command)!;
        var by = $"cancelled by {state.Command.RequestedBy}" + (state.Command.Reason.Length > 0 ? $": {state.Command.Reason}" : "");
        var (target, refusal) = cancelled(id, by);
        if (target is not null)
        {
            return new TakenMessage([target.Row(), Done(state, $"command {id} is cancelled").Row()], Cancelled: target);
        }

        refusal ??= await FindAsync(id, cancel) is { } known ? $"command {id} has ended already: it is {known.Status}" : $"there is no command {id}";
        return new TakenMessage([Refused(state, refusal).Row()]);
    }

    /// <summary>The audit's rows; and a row of its own where its id is nobody else's.</summary>
    private async Task<IReadOnlyList<RowChange>> RefusedAsync(
        RefusedMessage refused, ControlMessage message, bool isNew, long number, CancellationToken cancel)
    {
        edges.Options.Notify($"control message {refused.Offset} is refused: {refused.Reason}");
        var context = new CommandContext<TReference>(edges, retry, number, static _ => { });
        IReadOnlyList<RowChange> rows = [];
        try
        {
            rows = await retry.RunAsync(() => new ValueTask<IReadOnlyList<RowChange>>(book.RefusedAsync(refused, context, cancel)), cancel);
        }
        catch (Exception defect) when (defect is not OperationCanceledException)
        {
            edges.Options.Notify($"control message {refused.Offset}: its refusal cannot be written down: {defect.Message}");
        }

        return refused.Id is null || !isNew ? rows :
        [
            .. rows,
            RowChange.Upsert(
                EngineTables.Commands,
                refused.Id,
                refused.Type,
                CommandStatus.Refused,
                null,
                refused.Reason,
                refused.RequestedBy,
                null,
                edges.Options.Time.GetUtcNow(),
                refused.Offset,
                System.Text.Encoding.UTF8.GetString(message.Value),
                null),
        ];
    }

    private CommandState Refused(CommandState state, string reason) => state.Ended(CommandStatus.Refused, reason, edges.Options.Time.GetUtcNow());

    private CommandState Done(CommandState state, string reason) => state.Ended(CommandStatus.Done, reason, edges.Options.Time.GetUtcNow());
}
