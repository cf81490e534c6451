using Sluice.Engine.Control;
using Sluice.Engine.Outputs;
using Sluice.Topology.Books.Documents;
using Sluice.Topology.Books.Sheets;
using Sluice.Topology.Reference;

namespace Sluice.Topology.Books.Commands;

/// <summary>Holds a recomputed month against its documents and, where applied, books what makes up for the difference.</summary>
internal sealed class RerunSettlement(BooksSettings settings, Command command, RerunOrder order, ICommandContext<PriceBook> context, RerunBasis basis)
{
    private readonly string _reference = References.Of(command.Cut);

    public async Task WriteAsync(RerunMonth month, CancellationToken cancel)
    {
        foreach (var id in month.Scope.Clients)
        {
            foreach (var account in month.OfClient(id))
            {
                await SettleAsync(account, month, cancel);
            }

            if (order.Apply)
            {
                Book(id, month);
            }
        }

        if (month.Scope.HasProviders)
        {
            foreach (var account in month.OfProviders(order.HasProvider))
            {
                await SettleAsync(account, month, cancel);
            }

            if (order.Apply)
            {
                await BookPartialsAsync(month, cancel);
            }
        }
    }

    private async Task SettleAsync(Account account, RerunMonth month, CancellationToken cancel)
    {
        var difference = new Difference(account.Party, month.Documents.Computed(account.Party), account.Total);
        var why = difference.Delta == 0 ? "" : await WhyAsync(account, month, cancel);
        IReadOnlyList<string> numbers = [];
        if (order.Apply && difference.Delta != 0)
        {
            var posted = basis.State.FirstOpen(account.Party, account.Month.Plus(1));
            numbers = account.Settle(basis.Writer, month.Documents, settings, posted, firstIsPlain: false, $"rerun of {account.Month}{Words.Because(command)}");
        }

        basis.Report.Add(difference, why, numbers);
    }

    /// <summary>Against the lines that the account was computed to before; what they come to above its documents was credited.</summary>
    private async Task<string> WhyAsync(Account account, RerunMonth month, CancellationToken cancel)
    {
        List<SheetLine> before = [];
        foreach (var document in month.Standing(account.Party))
        {
            var rows = await context.Store.ReadRowsAsync(BooksTables.InvoiceLines, [("invoice_number", document.Number)], cancel);
            before.AddRange(rows.Select(LineRow.Read).Where(line => line.Kind != LineKinds.AlreadyInvoiced));
        }

        return LineChanges.InWords(before, before.Sum(line => line.Amount) - month.Documents.Computed(account.Party), account.Lines);
    }

    /// <summary>Books a client's month anew, where other records are in it or <c>margin_summary</c> is to show other figures.</summary>
    private void Book(string id, RerunMonth month)
    {
        var sheet = month.Sheets.GetValueOrDefault(id);
        var latest = basis.State.Closings.Latest(id, month.Month.Index)!;
        var chosen = basis.State.Closings.Base(id, month.Month.Index)!;
        var version = latest.Summary.Version + 1;
        var summary = sheet is null
            ? SummaryOf.Nothing(basis.Book.Client(id)?.Currency ?? latest.Summary.Currency, version, _reference)
            : SummaryOf.Sheet(sheet, version, _reference);
        var fingerprint = sheet?.Fingerprint ?? "";
        var moves = order.IncludeLate && chosen.Fingerprint != fingerprint;
#if PLANTED_BUGS
        moves = moves && !Engine.PlantedBugs.Is(Engine.Bug.BookedCutNotMoved);
#endif
        if (!moves && SummaryOf.ShowsTheSame(summary, latest.Summary))
        {
            return;
        }

        var shard = sheet?.Shard ?? month.Blocked.FirstOrDefault(record => record.ClientId == id)?.Shard ?? latest.Shard;
        var booking = moves
            ? new Booking(
                context.Number,
                command.Id,
                month.Month,
                id,
                shard,
                basis.Reading.CutOf(shard),
                MovesCut: true,
                month.Blocked.Where(record => record.ClientId == id).Select(record => record.Offset).ToHashSet(),
                fingerprint,
                summary)
            : chosen with { Number = context.Number, CommandId = command.Id, MovesCut = false, Summary = summary, IssuesStatements = false };
        basis.Writer.Add(RowChange.Upsert(BooksTables.Bookings, BookingRow.Write(booking, basis.Report.NextBooking())));
    }

    private Task BookPartialsAsync(RerunMonth month, CancellationToken cancel)
    {
        var rates = month.Statements.ToLookup(statement => statement.Currency, statement => statement.FxRate, StringComparer.Ordinal);
        return BookedPartials.WriteAsync(
            basis.Writer,
            context.Store,
            month.Month,
            month.Sheets.Values.SelectMany(sheet => sheet.Earned),
            order.HasProvider,
            currency => rates[currency].FirstOrDefault(),
            _reference,
            cancel);
    }
}
