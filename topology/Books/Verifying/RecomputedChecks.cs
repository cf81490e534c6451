using System.Globalization;
using Sluice.Topology.Billing.Margin;
using Sluice.Topology.Books.Commands;
using Sluice.Topology.Books.Documents;
using Sluice.Topology.Books.Explaining;
using Sluice.Topology.Time;

namespace Sluice.Topology.Books.Verifying;

/// <summary>Closed books against the log: every account and summary is computed a second time, from the records.</summary>
internal sealed class RecomputedChecks(Recomputer recomputer, DecisionLog log, KeptBooks books)
{
    private readonly Dictionary<(string CommandId, string Month), RecomputedMonth> _months = [];

    /// <summary>Total due = the account as it was computed last, less what was credited by hand.</summary>
    public async Task<BookCheck> TotalsAsync(CancellationToken cancel)
    {
        var documents = new MonthDocuments(books.Invoices, books.Notes);
        var deciding = Deciding();
        List<string> breaks = [];
        foreach (var (party, commandId) in deciding.OrderBy(account => account.Key, PartyKey.Order))
        {
            try
            {
                var computed = (await MonthAsync(commandId, party.Month, cancel)).AccountOf(party).Total;
                var byHand = books.Notes.Where(note => note.Party == party && note.Kind == CreditNote.Manual).Sum(note => note.Amount);
                if (documents.TotalDue(party) != computed - byHand)
                {
                    breaks.Add(
                        $"{party} {party.Month}: {Amount(documents.TotalDue(party))} {party.Currency} is due by the documents, and {Amount(computed - byHand)} by the log"
                        + $" (recomputed as command {commandId} did, less {Amount(byHand)} credited by hand)");
                }
            }
            catch (ExplainException failed)
            {
                breaks.Add($"{party} {party.Month} cannot be recomputed: {failed.Message}");
            }
        }

        return new("total due", "documents − notes = recomputation from the log at the booked basis − manual notes", deciding.Count, breaks);
    }

    /// <summary>The summaries of closed months are what their latest booking computed.</summary>
    public async Task<BookCheck> SummariesAsync(IReadOnlyList<object?[]> marginRows, CancellationToken cancel)
    {
        List<string> breaks = [];
        var shown = marginRows.ToDictionary(row => ((string)row[0]!, (string)row[1]!));
        var booked = log.Now.Clients.SelectMany(id => log.Now.MonthsOf(id).Select(month => log.Now.Latest(id, month)!)).OrderBy(b => (b.Month.Index, b.ClientId)).ToList();
        foreach (var booking in booked)
        {
            var (month, summary) = (booking.Month.ToString(), booking.Summary);
            try
            {
                var sheet = (await MonthAsync(booking.CommandId, month, cancel)).SheetOf(booking.ClientId);
                var computed = sheet is null ? SummaryOf.Nothing(summary.Currency, 0, "") : SummaryOf.Sheet(sheet, 0, "");
                if (!SummaryOf.ShowsTheSame(computed, summary))
                {
                    breaks.Add($"{month} of {booking.ClientId} is booked with {Words(summary)}, and its recomputation gives {Words(computed)}");
                }
            }
            catch (ExplainException failed)
            {
                breaks.Add($"{month} of {booking.ClientId} cannot be recomputed: {failed.Message}");
            }

            var row = shown.GetValueOrDefault((month, booking.ClientId));
            var isNothing = summary is { Reports: 0, Revenue: 0 };
            if (row is null != isNothing || (row is not null && !SummaryOf.ShowsTheSame(MarginExplainer.Read(row), summary)))
            {
                breaks.Add($"{MarginTables.MarginSummary.Name} {month} {booking.ClientId} is not what is booked: {Words(summary)}");
            }
        }

        return new("closed months", "bookings = recomputation from the log, and margin_summary shows them", booked.Count, breaks);
    }

    /// <summary>By account: the newest decision whose computation its documents come to.</summary>
    private Dictionary<PartyKey, string> Deciding()
    {
        Dictionary<PartyKey, string> newest = [];
        foreach (var booking in log.Now.Clients.SelectMany(log.Now.Of))
        {
            Take(new PartyKey(PartyKey.Client, booking.ClientId, booking.Month.ToString(), booking.Summary.Currency), booking.CommandId);
        }

        foreach (var row in books.InvoiceRows)
        {
            Take(Invoice.Of(row).Party, (string)row[BooksTables.Invoices.Ordinal("command_id")]!);
        }

        foreach (var row in books.NoteRows.Where(row => CreditNote.Of(row).Kind == CreditNote.Rerun))
        {
            Take(CreditNote.Of(row).Party, (string)row[BooksTables.CreditNotes.Ordinal("command_id")]!);
        }

        return newest;

        void Take(PartyKey party, string commandId)
        {
            if (!newest.TryGetValue(party, out var known) || log.PlaceOf(commandId) > log.PlaceOf(known))
            {
                newest[party] = commandId;
            }
        }
    }

    private async Task<RecomputedMonth> MonthAsync(string commandId, string month, CancellationToken cancel)
    {
        if (!_months.TryGetValue((commandId, month), out var known))
        {
            var whole = await recomputer.AsDecidedAsync(commandId, BusinessMonth.Parse(month), null, cancel);
            _months[(commandId, month)] = known = whole with { Shards = [] };
        }

        return known;
    }

    private static string Words(BookedSummary summary) =>
        $"{summary.Reports} reports, revenue {Amount(summary.Revenue)} {summary.Currency}, in the base currency {Amount(summary.RevenueInr)} − {Amount(summary.CogsInr)}";

    private static string Amount(decimal? amount) => amount?.ToString("#,##0.00######", CultureInfo.InvariantCulture) ?? "–";
}
