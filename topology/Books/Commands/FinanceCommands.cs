using Sluice.Engine.Control;
using Sluice.Engine.Outputs;
using Sluice.Topology.Books.Documents;
using Sluice.Topology.Reference;

namespace Sluice.Topology.Books.Commands;

/// <summary>The control messages that work on the books: month-close, rerun, credit-note (contract §4, §8).</summary>
public sealed class FinanceCommands(BooksSettings settings) : ICommandBook<PriceBook>
{
    private readonly DocumentNumbering _numbering = new(settings.DocumentNumbers);

    public IReadOnlyList<TableSchema> Tables => BooksTables.OfCommands;

    public string? Fault(Command command) => command.Type switch
    {
        CloseOrder.Type => CloseOrder.Read(command).Fault,
        RerunOrder.Type => RerunOrder.Read(command).Fault,
        CreditNoteOrder.Type => CreditNoteOrder.Read(command).Fault,
        _ => $"type: {command.Type} is no command that these books know",
    };

    public Task<CommandOutcome> CarryOutAsync(Command command, ICommandContext<PriceBook> context, CancellationToken cancel) => command.Type switch
    {
        CloseOrder.Type => new CloseRun(settings, _numbering, command, CloseOrder.Read(command).Order, context).RunAsync(cancel),
        RerunOrder.Type => new RerunRun(settings, _numbering, command, RerunOrder.Read(command).Order, context).RunAsync(cancel),
        _ => new CreditNoteRun(settings, _numbering, command, CreditNoteOrder.Read(command).Order, context).RunAsync(cancel),
    };

    public async Task<IReadOnlyList<RowChange>> RefusedAsync(RefusedMessage refused, ICommandContext<PriceBook> context, CancellationToken cancel)
    {
        var stamp = new Stamp(refused.Id ?? $"control offset {refused.Offset}", refused.RequestedBy ?? "unknown", context.Now, new Basis(context.Number, "{}", null));
        var writer = await BookWriter.BeginAsync(context.Store, _numbering, stamp, cancel);
        writer.Add(new DraftAudit("refused", null, null, null, $"control message at offset {refused.Offset}{(refused.Type is null ? "" : $" ({refused.Type})")}: {refused.Reason}"));
        return await writer.AuditAsync(context.Store, cancel);
    }
}
