using Sluice.Engine.Outputs;

namespace Sluice.Engine.Control;

/// <summary>A row of <see cref="EngineTables.Commands"/>, for those who watch a command.</summary>
/// <param name="Type">Null where a refused message did not say.</param>
/// <param name="Progress">How far it is; null where it says nothing.</param>
/// <param name="Reason">Why it was refused, failed or was cancelled, or what it came to.</param>
/// <param name="Request">The whole message.</param>
/// <param name="Result">JSON of what it came to, or null.</param>
public sealed record CommandRow(
    string Id,
    string? Type,
    string Status,
    string? Progress,
    string? Reason,
    string? RequestedBy,
    DateTimeOffset? IssuedAt,
    DateTimeOffset? EndedAt,
    long Offset,
    string? Request,
    string? Result)
{
    /// <summary>Whether it will not change any more.</summary>
    public bool HasEnded => CommandStatus.HasEnded(Status);

    /// <param name="row">The values of all columns.</param>
    public static CommandRow Of(IReadOnlyList<object?> row)
    {
        T? Value<T>(string column) => (T?)row[EngineTables.Commands.Ordinal(column)];
        return new CommandRow(
            Value<string>("command_id")!,
            Value<string>("type"),
            Value<string>("status")!,
            Value<string>("progress"),
            Value<string>("reason"),
            Value<string>("requested_by"),
            Value<DateTimeOffset?>("issued_at"),
            Value<DateTimeOffset?>("ended_at"),
            Value<long>("offset"),
            Value<string>("request"),
            Value<string>("result"));
    }
}
