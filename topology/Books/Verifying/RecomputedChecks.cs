using System.Globalization;
using Sluice.Topology.Billing.Margin;
using Sluice.Topology.Books.Commands;
using Sluice.Topology.Books.Documents;
using Sluice.Topology.Books.Explaining;
using Sluice.Topology.Books.Sheets;
using Sluice.Topology.Money;
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
        foreach (var (party, decisions) in deciding.OrderBy(account => account.Key, PartyKey.Order))
        {
            try
            {
                var (computed, rounding) = await ComputedAsync(party, decisions, cancel);
                var byHand = books.Notes.Where(note => note.Party == party && note.Kind == CreditNote.Manual).Sum(note => note.Amount);
                if (Math.Abs(documents.TotalDue(party) - (computed - byHand)) > rounding)
                {
                    breaks.Add(
                        $"{party} {party.Month}: {Amount(documents.TotalDue(party))} {party.Currency} is due by the documents, and {Amount(computed - byHand)} by the log"
                        + $" (recomputed as command {decisions[0]} did, less {Amount(byHand)} credited by hand)");
                }
            }
            catch (ExplainException failed)
            {
                breaks.Add($"{party} {party.Month} cannot be recomputed: {failed.Message}");
            }
        }

        return new("total due", "documents − notes = recomputation from the log at the booked basis − manual notes", deciding.Count, breaks);
    }

    /// <summary>
    /// What the decisions on an account come to: the newest computed all of it, or, where it was a close after the statements,
    /// added to those before. What is added is rounded together with what stood, so each such line may differ by a minor unit.
    /// </summary>
    private async Task<(decimal Computed, decimal Rounding)> ComputedAsync(PartyKey party, IReadOnlyList<string> decisions, CancellationToken cancel)
    {
        var (computed, lines) = (0m, 0);
        foreach (var commandId in decisions)
        {
            var account = (await MonthAsync(commandId, party.Month, cancel)).AccountOf(party);
            computed += account.Total;
            if (party.Type == PartyKey.Client || !log.IsLaterClose(commandId, party.Month))
            {
                break;
            }

            lines += account.Lines.Count;
        }

        return (computed, lines * MoneyMath.Unit(party.Currency));
    }

    /// <summary>Every booking is what its decision computed.</summary>
    public async Task<BookCheck> SummariesAsync(CancellationToken cancel)
    {
        List<string> breaks = [];
        var booked = Booked();
        foreach (var booking in booked)
        {
            try
            {
                var sheet = (await MonthAsync(booking.CommandId, booking.Month.ToString(), cancel)).SheetOf(booking.ClientId);
                if (WhatDiffers(booking, sheet) is { } difference)
                {
                    breaks.Add($"{booking.Month} of {booking.ClientId}, booked by command {booking.CommandId}: {difference}");
                }
            }
            catch (ExplainException failed)
            {
                breaks.Add($"{booking.Month} of {booking.ClientId} cannot be recomputed: {failed.Message}");
            }
        }

        return new("closed months", "bookings = recomputation from the log at the booked basis", booked.Count, breaks);
    }

    /// <summary>The latest booking of a month is what is shown.</summary>
    public BookCheck Shown(IReadOnlyList<object?[]> marginRows)
    {
        var shown = marginRows.ToDictionary(row => ((string)row[0]!, (string)row[1]!));
        var latest = Booked().Where(booking => log.Now.Latest(booking.ClientId, booking.Month.Index) == booking).ToList();
        return new(
            "shown months",
            "margin_summary of closed months = what is booked",
            latest.Count,
            [
                .. latest.Where(booking => !IsShown(booking, shown))
                    .Select(booking => $"{MarginTables.MarginSummary.Name} {booking.Month} {booking.ClientId} is not what is booked: {Words(booking.Summary)}"),
            ])
        {
            IsLive = true,
        };
    }

    private List<Booking> Booked() =>
        [.. log.Now.Clients.SelectMany(log.Now.Of).OrderBy(booking => booking.Number).ThenBy(booking => booking.ClientId, StringComparer.Ordinal)];

    private static string? WhatDiffers(Booking booking, ClientSheet? sheet)
    {
        var computed = sheet is null ? SummaryOf.Nothing(booking.Summary.Currency, 0, "") : SummaryOf.Sheet(sheet, 0, "");
        return !SummaryOf.ShowsTheSame(computed, booking.Summary) ? $"it says {Words(booking.Summary)}, and its recomputation {Words(computed)}"
            : booking.MovesCut && booking.Fingerprint != (sheet?.Fingerprint ?? "") ? "its fingerprint is of other reports than the log holds below its cut"
            : null;
    }

    private static bool IsShown(Booking booking, Dictionary<(string, string), object?[]> shown)
    {
        var row = shown.GetValueOrDefault((booking.Month.ToString(), booking.ClientId));
        return SummaryOf.ShowsNothing(booking.Summary)
            ? row is null
            : row is not null && SummaryOf.ShowsTheSame(BookedSummary.Read(MarginTables.MarginSummary, row), booking.Summary);
    }

    /// <summary>By account: the decisions that its documents come from, the newest first.</summary>
    private Dictionary<PartyKey, List<string>> Deciding()
    {
        Dictionary<PartyKey, HashSet<string>> decisions = [];
        foreach (var booking in log.Now.Clients.SelectMany(log.Now.Of))
        {
            Take(new PartyKey(PartyKey.Client, booking.ClientId, booking.Month.ToString(), booking.Summary.Currency), booking.CommandId);
        }

        foreach (var (row, invoice) in books.InvoiceRows.Zip(books.Invoices))
        {
            Take(invoice.Party, (string)row[BooksTables.Invoices.Ordinal("command_id")]!);
        }

        foreach (var row in books.NoteRows.Where(row => CreditNote.Of(row).Kind == CreditNote.Rerun))
        {
            Take(CreditNote.Of(row).Party, (string)row[BooksTables.CreditNotes.Ordinal("command_id")]!);
        }

        return decisions.ToDictionary(account => account.Key, account => account.Value.OrderByDescending(log.PlaceOf).ToList());

        void Take(PartyKey party, string commandId)
        {
            if (!decisions.TryGetValue(party, out var known))
            {
                decisions[party] = known = [];
            }

            known.Add(commandId);
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
