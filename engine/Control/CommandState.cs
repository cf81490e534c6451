using Sluice.Engine.Outputs;

namespace Sluice.Engine.Control;

/// <summary>A command as it stands: its row in <see cref="EngineTables.Commands"/>. Immutable.</summary>
/// <param name="Reason">Of its end or decision; null where that says nothing: then its sender's stands there.</param>
internal sealed record CommandState(Command Command, string Status, string? Progress, string? Reason, DateTimeOffset? EndedAt, string? Result)
{
    public static CommandState Queued(Command command) => new(command, CommandStatus.Queued, null, null, null, null);

    /// <summary>The one that a row tells of.</summary>
    /// <exception cref="EnvelopeException">This version does not understand it.</exception>
    public static CommandState Of(object?[] row)
    {
        var told = CommandRow.Of(row);
        var command = Envelope.Read(told.Offset, told.Request ?? throw new EnvelopeException("the command's message is missing"));
        return new CommandState(command, told.Status, told.Progress, told.Reason, told.EndedAt, told.Result);
    }

    public CommandState Ended(string status, string? reason, DateTimeOffset at) =>
        this with { Status = status, Progress = null, Reason = Given(reason), EndedAt = at };

    public CommandState Decided(CommandOutcome outcome, DateTimeOffset at) => outcome.IsRefused
        ? Ended(CommandStatus.Refused, outcome.Reason, at) with { Result = outcome.Result }
        : this with { Status = CommandStatus.Finishing, Progress = null, Reason = Given(outcome.Reason), Result = outcome.Result };

    public RowChange Row() => RowChange.Upsert(
        EngineTables.Commands,
        Command.Id,
        Command.Type,
        Status,
        Progress,
        Reason ?? Command.Reason,
        Command.RequestedBy,
        Command.IssuedAt,
        EndedAt,
        Command.Offset,
        Command.Body.GetRawText(),
        Result);

    private static string? Given(string? reason) => reason is "" ? null : reason;
}
