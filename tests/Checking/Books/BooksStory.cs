using Sluice.Engine.Outputs;
using Sluice.Oracle;
using Sluice.Oracle.Input;
using Sluice.Oracle.Results;
using Sluice.Topology.Books;
using Sluice.Topology.Books.Documents;

namespace Sluice.Checking.Books;

/// <summary>
/// Tells the closed books anew from the commands and the records alone: what each command had to come to, was it done or
/// refused, and what stands in the books since. Prices are the batch oracle's; nothing of the engine's pricing, documents
/// or bookings is used. Commands are taken in the order of the control topic. One thread.
/// </summary>
public sealed class BooksStory
{
    private readonly BooksRecords _records;
    private readonly IReadOnlyList<object?[]> _invoices;
    private readonly IReadOnlyList<object?[]> _notes;
    private readonly RerunReports _reports;

    /// <param name="records">The records that the shards take.</param>
    /// <param name="rows">All rows of a table of the books.</param>
    public BooksStory(BooksRecords records, Func<TableSchema, IReadOnlyList<object?[]>> rows)
    {
        (_records, _invoices, _notes) = (records, rows(BooksTables.Invoices), rows(BooksTables.CreditNotes));
        Accounts = new Accounts(_invoices, _notes);
        Documents = new DocumentTale(rows, IsOpen);
        Audit = new AuditTale(rows);
        _reports = new RerunReports(rows(BooksTables.RerunReports), Accounts);
    }

    /// <summary>What is booked.</summary>
    public BookedReports Booked { get; } = new();

    /// <summary>Commands that closed a month for any client, and reruns applied, so far.</summary>
    public (int Closes, int Reruns) Done { get; private set; }

    internal Accounts Accounts { get; }

    internal DocumentTale Documents { get; }

    internal AuditTale Audit { get; }

    internal ProviderSums Providers { get; } = new();

    internal ClientFigures Clients { get; } = new();

    internal BookedDepths Depths { get; } = new();

    /// <summary>Takes a command that has ended.</summary>
    /// <exception cref="BooksBrokenException">It did not come to what it had to.</exception>
    public void Take(ToldCommand command)
    {
        switch (command.Row.Type)
        {
            case "month-close" when IsDecided(command):
                new CloseTale(this, _records, command).Take();
                break;
            case "rerun" when IsDecided(command):
                new RerunTale(this, _records, command, _reports).Take();
                break;
            case "credit-note" when IsDecided(command):
                TakeNote(command);
                break;
        }

        Documents.Take(command);
        Accounts.Take(command);
        if (command.Row.Type is "month-close" or "rerun" or "credit-note" && IsDecided(command))
        {
            Audit.Take(command, Documents.CountOf(command));
        }
    }

    /// <summary>Takes a command that ended undecided, because records below its cut could not be had: it has left nothing.</summary>
    /// <exception cref="BooksBrokenException">It is done, or has written documents.</exception>
    public void Pass(ToldCommand command)
    {
        BooksBrokenException.Unless(!command.IsDone, () => $"{command} is done without what it needed");
        Accounts.Take(command);
    }

    /// <summary>All commands are taken: nothing is booked beside.</summary>
    /// <exception cref="BooksBrokenException">Something is.</exception>
    public void End() => Accounts.End(_invoices, _notes);

    /// <summary>What the live books have to show of records and rules as they are now, and of what is closed.</summary>
    /// <param name="records">All records that the shards take.</param>
    /// <param name="given">The rows there are; asked only for rates that the story does not know.</param>
    public ShownBooks Shown(IReadOnlyList<OpenedRecord> records, IReadOnlyList<ProviderRow> given)
    {
        var live = MarginOracle.Compute(records, new OracleOptions
        {
            Closed = new ClosedView
            {
                Booked = Booked.All,
                IsJudged = (report, month) => Booked.MonthOf(report) is null && !Booked.IsClosed(report.ClientId, month),
            },
        });
        var clients = Clients.Shown.ToList();
        var providers = Providers.Rows(given).ToList();
        return new ShownBooks(
            live with
            {
                Margins = [.. live.Margins.Where(m => !Booked.IsClosed(m.ClientId, m.Month)), .. clients.Select(c => c.Row)],

                // Where a month's statements are issued, what is booked of a provider and currency alone is shown of it.
                Providers = [.. live.Providers.Where(p => !Providers.Has(p)), .. providers.Select(p => p.Row)],
            },
            clients.ToDictionary(c => (c.Row.Month, c.Row.ClientId), c => c.Version),
            providers.ToDictionary(p => (p.Row.Month, p.Row.ProviderId, p.Row.Currency), p => p.Version),
            [.. Booked.Late(records).Select(l => new LateRow(l.Place, l.Report.ClientId, l.Report.ReportId, l.Month))]);
    }

    internal void Count(int closes, int reruns) => Done = (Done.Closes + closes, Done.Reruns + reruns);

    /// <summary>Holds whether a command was refused against whether it had to be; returns that.</summary>
    /// <param name="reason">Why it had to be; null where it had not.</param>
    internal static bool Refuses(ToldCommand command, string? reason)
    {
        BooksBrokenException.Unless(
            command.IsDone == reason is null,
            () => reason is null ? $"{command} had nothing to be refused for" : $"{command} had to be refused: {reason}");
        return reason is not null;
    }

    private static bool IsDecided(ToldCommand command) => command.Row.Status is "done" or "refused";

    /// <summary>For a client until its month is closed, for a provider until the month's statements are issued.</summary>
    private bool IsOpen(PartyKey party, string month) =>
        party.Type == PartyKey.Client ? !Booked.IsClosed(party.Id, month) : !Providers.IsIssued(month);

    private void TakeNote(ToldCommand command)
    {
        var invoice = Accounts.Find(command.InvoiceNumber);
        if (Refuses(command, invoice is null ? "there is no such document" : Fault(command.Amount, invoice)))
        {
            return;
        }

        Documents.ExpectNote("manual", command.InvoiceNumber, command.Amount);
    }

    private string? Fault(decimal amount, Invoice invoice) =>
        MinorUnits.Round(amount, invoice.Party.Currency) != amount ? "the amount has more decimals than the currency"
        : amount > Math.Max(0m, Accounts.Left(invoice)) ? $"only {Accounts.Left(invoice)} is left of the document"
        : null;
}

/// <summary>What the tables of live and closed figures have to show.</summary>
/// <param name="Books">Open months as they are, closed ones as they are booked.</param>
/// <param name="Versions">Of closed rows of <c>margin_summary</c>; a row that is not among them is open.</param>
/// <param name="ProviderVersions">Of closed rows of <c>provider_summary</c>.</param>
/// <param name="Late">Rows of <c>late_records</c>.</param>
public sealed record ShownBooks(
    MarginBooks Books,
    IReadOnlyDictionary<(string Month, string ClientId), long> Versions,
    IReadOnlyDictionary<(string Month, string ProviderId, string Currency), long> ProviderVersions,
    IReadOnlyList<LateRow> Late);

/// <summary>A record that waits for a closed month.</summary>
public sealed record LateRow(RecordPlace Place, string Owner, string RecordId, string Month);
