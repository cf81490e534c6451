using System.Globalization;
using Sluice.Engine.Control;
using Sluice.Topology.Books.Documents;
using Sluice.Topology.Money;
using Sluice.Topology.Reference;
using Sluice.Topology.Time;

namespace Sluice.Topology.Books.Commands;

/// <summary>Works out a credit note by hand (contract §4): at most what its document comes to less all its notes.</summary>
internal sealed class CreditNoteRun(BooksSettings settings, DocumentNumbering numbering, Command command, CreditNoteOrder order, ICommandContext<PriceBook> context)
{
    public async Task<CommandOutcome> RunAsync(CancellationToken cancel)
    {
        var decision = new Decision(numbering, command, context);
        var rows = await context.Store.ReadRowsAsync(BooksTables.Invoices, [("invoice_number", order.InvoiceNumber)], cancel);
        if (rows.Count == 0)
        {
            return await decision.RefuseAsync($"there is no document {order.InvoiceNumber}", cancel);
        }

        var invoice = Invoice.Of(rows[0]);
        var month = BusinessMonth.Parse(invoice.Party.Month);
        var documents = await MonthDocuments.LoadAsync(context.Store, month, cancel);
        var left = documents.LeftForManual(invoice);
        if (MoneyMath.Round(order.Amount, invoice.Party.Currency) != order.Amount)
        {
            return await decision.RefuseAsync($"amount {Shown(order.Amount)} has more decimals than {invoice.Party.Currency}", cancel);
        }

        if (order.Amount > left)
        {
            return await decision.RefuseAsync($"{order.InvoiceNumber} can be credited by {Shown(left)} {invoice.Party.Currency} at most, not {Shown(order.Amount)}", cancel);
        }

        var state = await BookedState.LoadAsync(context.Store, cancel);
        var writer = await decision.BeginAsync(cancel);
        var posted = state.FirstOpen(invoice.Party, month.Plus(1));
        var number = writer.Add(Difference.NoteOf(CreditNote.Manual, invoice, month, posted, order.Amount, settings.BaseCurrency, command.Reason));
        writer.Add(new DraftAudit(
            "credit-note", invoice.Party.Type, invoice.Party.Id, null, $"{number} credits {Shown(order.Amount)} {invoice.Party.Currency} of {invoice.Number}{Words.Because(command)}"));
        return decision.Done($"{number} credits {Shown(order.Amount)} {invoice.Party.Currency} of {invoice.Number}", Words.Json([number]), writer);
    }

    private static string Shown(decimal amount) => amount.ToString("#,##0.########", CultureInfo.InvariantCulture);
}
