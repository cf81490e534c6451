using Sluice.Engine.Outputs;

namespace Sluice.Engine.Control;

/// <summary>What carrying out a command comes to. Its rows, the command's end and the next number commit together.</summary>
/// <param name="IsRefused">Whether nothing is booked, for <paramref name="Reason"/>, on which a person can act.</param>
/// <param name="Reason">Why it is refused; else a sentence that says what was done.</param>
/// <param name="Result">JSON that the sender may show, or null.</param>
/// <param name="Rows">Rows of the book's tables; of a refused command too, as for its audit.</param>
public sealed record CommandOutcome(bool IsRefused, string Reason, string? Result, IReadOnlyList<RowChange> Rows)
{
    /// <summary>
    /// Rows that rest on what refused messages may have written meanwhile, as they are taken beside the command; null for none.
    /// Asked for by whoever decides, when nothing can come between any more.
    /// </summary>
    public Func<CancellationToken, ValueTask<IReadOnlyList<RowChange>>>? LastAsync { get; init; }

    public static CommandOutcome Refused(string reason, params IReadOnlyList<RowChange> rows) => new(true, reason, null, rows);

    public static CommandOutcome Done(string reason, string? result, params IReadOnlyList<RowChange> rows) => new(false, reason, result, rows);
}
