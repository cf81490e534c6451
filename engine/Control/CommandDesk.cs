using Sluice.Engine.Outputs;
using Sluice.Engine.Shards;

namespace Sluice.Engine.Control;

/// <summary>
/// Decides commands under one lease. One loop takes turns: it alone commits, and alone touches what is below. Beside it
/// run a reader of the control topic and what is under way of one command; both ask for turns.
/// </summary>
internal sealed class CommandDesk<TReference> : IDisposable
{
    private readonly ShardEdges<TReference> _edges;
    private readonly ControlLease _lease;
    private readonly Retry _retry;
    private readonly CommandWork<TReference> _work;
    private readonly CommandIntake<TReference> _intake;
    private readonly Turns _turns = new();

    // Those that wait, by their offset; the active one is not among them.
    private readonly SortedList<long, CommandState> _waiting = [];
    private ActiveCommand? _active;
    private Task _underWay = Task.CompletedTask;

    // Cancelled when the desk closes: what a turn begins ends with the desk, whoever has asked for the turn.
    private CancellationToken _open;

    public CommandDesk(ShardEdges<TReference> edges, ICommandBook<TReference> book, ControlLease lease, Retry retry)
    {
        (_edges, _lease, _retry) = (edges, lease, retry);
        _work = new CommandWork<TReference>(edges, book, retry);
        _intake = new CommandIntake<TReference>(edges, book, retry);
    }

    private DateTimeOffset Now => _edges.Options.Time.GetUtcNow();

    /// <summary>Asks for messages to be taken, all of them up to an offset; returns when they are in line.</summary>
    public ValueTask TakeAsync(IReadOnlyList<ControlMessage> messages, long next, CancellationToken cancel) =>
        _turns.AskAsync(() => TakeTurnAsync(messages, next, _open), cancel);

    /// <summary>Decides until cancelled, or until the lease is lost; nothing is under way when it returns.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        // What is under way must not wait for a turn at a desk that has closed, for whatever reason.
        using var open = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        _open = open.Token;
        try
        {
            await PickUpAsync(open.Token);
            await NextAsync(open.Token);
            await _turns.RunAsync(open.Token);
        }
        finally
        {
            open.Cancel();
            await _underWay;
        }
    }

    public void Dispose() => _active?.Dispose();

    /// <summary>What was begun, or decided and not finished, goes on; where a message is not understood any more, it has failed.</summary>
    private async Task PickUpAsync(CancellationToken cancel)
    {
        foreach (var row in await _retry.RunAsync(() => ControlIdle.UnendedAsync(_edges.Store, cancel), cancel))
        {
            try
            {
                var state = CommandState.Of(row);
                _waiting.Add(state.Command.Offset, state);
            }
            catch (EnvelopeException wrong)
            {
                object?[] ended = [.. row];
                ended[EngineTables.Commands.Ordinal("status")] = CommandStatus.Failed;
                ended[EngineTables.Commands.Ordinal("reason")] = wrong.Message;
                ended[EngineTables.Commands.Ordinal("ended_at")] = Now;
                await _lease.CommitAsync(_lease.Positions, [RowChange.Upsert(EngineTables.Commands, ended)], cancel);
            }
        }
    }

    private async Task TakeTurnAsync(IReadOnlyList<ControlMessage> messages, long next, CancellationToken cancel)
    {
        foreach (var message in messages.Where(m => m.Offset >= _lease.Positions[ControlTopic.Source]))
        {
            var taken = await _intake.TakeAsync(message, _lease.Sequence + 1, Cancel, cancel);
            var positions = _lease.Positions.With(ControlTopic.Source, message.Offset + 1, message.Mark);
            if (await _lease.TryCommitAsync(positions, taken.Rows, cancel) is { } refused)
            {
                _edges.Options.Notify($"control message {message.Offset}: what it comes to was refused by the store: {refused}");
                await _lease.CommitAsync(positions, [.. taken.Rows.Where(r => r.Table == EngineTables.Commands)], cancel);
            }

            Apply(taken);
        }

        if (next > _lease.Positions[ControlTopic.Source])
        {
            // Nothing readable lies between: a gap is taken too, or it would count as unread.
            await _lease.CommitAsync(_lease.Positions.With(ControlTopic.Source, next), [], cancel);
        }

        await NextAsync(cancel);
    }

    private void Apply(TakenMessage taken)
    {
        if (taken.Queued is { } queued)
        {
            _waiting.Add(queued.Command.Offset, queued);
        }

        if (taken.Cancelled is { } cancelled)
        {
            _waiting.Remove(cancelled.Command.Offset);
            if (_active is { } active && active.State.Command.Id == cancelled.Command.Id)
            {
                active.State = cancelled;
                active.Cancel();
            }
        }
    }

    /// <summary>The command with this id as cancelled; or why it cannot be any more.</summary>
    private (CommandState? Cancelled, string? Refusal) Cancel(string id, string words)
    {
        if (_waiting.Values.Concat(_active is null ? [] : [_active.State]).FirstOrDefault(s => s.Command.Id == id) is not { } target
            || CommandStatus.HasEnded(target.Status))
        {
            // Unknown here; or cancelled before, and only winding up.
            return (null, null);
        }

        return target.Status is CommandStatus.Finishing
            ? (null, $"command {id} is decided and in the books; what it did can be undone by other commands only")
            : (target.Ended(CommandStatus.Cancelled, words, Now), null);
    }

    /// <summary>Begins the next command where none is active.</summary>
    private async Task NextAsync(CancellationToken cancel)
    {
        if (_active is not null || _waiting.Count == 0)
        {
            return;
        }

        var state = _waiting.Values[0];
        if (state.Status != CommandStatus.Finishing)
        {
            // Also where it was begun before: a number is given once, and this commit's is the command's.
            state = state with { Status = CommandStatus.Running, Progress = null };
            await _lease.CommitAsync(_lease.Positions, [state.Row()], cancel);
        }

        _waiting.RemoveAt(0);
        _active = new ActiveCommand(state, cancel);
        Begin(_active, cancel);
    }

    private void Begin(ActiveCommand active, CancellationToken cancel) => _underWay = active.State.Status == CommandStatus.Finishing
        ? _work.FinishAsync(active, _lease.Sequence, Ask(cancel), () => FinishedAsync(active, cancel), () => ToldAsync(active, cancel))
        : _work.PrepareAsync(active, _lease.Sequence, Ask(cancel), (o, f) => DecideAsync(active, o, f, cancel), () => ToldAsync(active, cancel));

    private Func<Func<Task>, ValueTask> Ask(CancellationToken cancel) => turn => _turns.AskAsync(turn, cancel);

    /// <summary>The decision: what the command comes to, and its end or that it is in the books, in one commit.</summary>
    private async Task DecideAsync(ActiveCommand active, CommandOutcome? outcome, string? failure, CancellationToken cancel)
    {
        if (!CommandStatus.HasEnded(active.State.Status))
        {
            var decided = outcome is null ? active.State.Ended(CommandStatus.Failed, failure, Now) : active.State.Decided(outcome, Now);
            var last = outcome?.LastAsync is { } ask ? await _retry.RunAsync(() => ask(cancel), cancel) : [];
            IReadOnlyList<RowChange> rows = [.. outcome?.Rows ?? [], .. last, decided.Row()];
#if PLANTED_BUGS
            if (PlantedBugs.Is(Bug.DecidedWithoutRows))
            {
                await _lease.CommitAsync(_lease.Positions, [decided.Row()], cancel);
                rows = [.. rows.SkipLast(1)];
            }
#endif
            if (await _lease.TryCommitAsync(_lease.Positions, rows, cancel) is { } refused)
            {
                decided = active.State.Ended(CommandStatus.Failed, $"the store refuses what it comes to: {refused}", Now);
                await _lease.CommitAsync(_lease.Positions, [decided.Row()], cancel);
            }

            active.State = decided;
        }

        await GoOnAsync(active, cancel);
    }

    private async Task FinishedAsync(ActiveCommand active, CancellationToken cancel)
    {
        active.State = active.State.Ended(CommandStatus.Done, active.State.Reason, Now);
        await _lease.CommitAsync(_lease.Positions, [active.State.Row()], cancel);
        await GoOnAsync(active, cancel);
    }

    private async Task GoOnAsync(ActiveCommand active, CancellationToken cancel)
    {
        // It has asked for this turn as the last it does: no longer than a moment.
        await _underWay;
        if (CommandStatus.HasEnded(active.State.Status))
        {
            active.Dispose();
            _active = null;
            await NextAsync(cancel);
        }
        else
        {
            Begin(active, cancel);
        }
    }

    /// <summary>Writes down how far the command is.</summary>
    private async Task ToldAsync(ActiveCommand active, CancellationToken cancel)
    {
        if (active.State.Progress != active.Progress && !CommandStatus.HasEnded(active.State.Status))
        {
            active.State = active.State with { Progress = active.Progress };
            await _lease.CommitAsync(_lease.Positions, [active.State.Row()], cancel);
        }
    }
}
