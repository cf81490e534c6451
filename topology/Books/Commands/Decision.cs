using Sluice.Engine.Control;
using Sluice.Topology.Books.Documents;
using Sluice.Topology.Reference;

namespace Sluice.Topology.Books.Commands;

/// <summary>What all commands on the books share: where their rows begin, and how they refuse.</summary>
internal sealed class Decision(DocumentNumbering numbering, Command command, ICommandContext<PriceBook> context, DateTimeOffset? asOf = null)
{
    /// <summary>Rows that begin where the decision before ended.</summary>
    public Task<BookWriter> BeginAsync(CancellationToken cancel) => BookWriter.BeginAsync(
        context.Store,
        numbering,
        new Stamp(command.Id, command.RequestedBy, context.Now, new Basis(context.Number, command.Cut.ToJson(), asOf)),
        cancel);

    /// <summary>Nothing is booked but the audit of it.</summary>
    public async Task<CommandOutcome> RefuseAsync(string reason, CancellationToken cancel)
    {
        var writer = await BeginAsync(cancel);
        writer.Add(new DraftAudit("refused", null, null, null, $"{command.Type}: {reason}"));
        return new CommandOutcome(IsRefused: true, reason, null, writer.Rows()) { LastAsync = stop => writer.AuditAsync(context.Store, stop) };
    }

    /// <summary>What was written is booked.</summary>
    /// <param name="result">JSON that the sender may show, or null.</param>
    public CommandOutcome Done(string reason, string? result, BookWriter writer) =>
        CommandOutcome.Done(reason, result, writer.Rows()) with { LastAsync = stop => writer.AuditAsync(context.Store, stop) };
}
