using Sluice.Cli.Commands;
using Sluice.Cli.Documents;
using Sluice.Cli.Reading;
using Sluice.Engine.Outputs;
using Sluice.Topology.Billing.Margin;
using Sluice.Topology.Books;
using Sluice.Topology.Time;

namespace Sluice.Cli.Pack;

/// <summary>What auditors get of a closed month. The same books give the same pack.</summary>
/// <param name="Documents">In order of number.</param>
/// <param name="Due">Rows of <see cref="TotalDue.Table"/>.</param>
internal sealed record ClosePack(
    BusinessMonth Month, DocumentFrame Frame, IReadOnlyList<Document> Documents, IReadOnlyList<object?[]> Due, IReadOnlyList<PackSection> Sections)
{
    /// <summary>Reads it; null where no client's month is closed.</summary>
    public static async Task<ClosePack?> ReadAsync(ReadSide books, BusinessMonth month, CancellationToken cancel)
    {
        var name = month.ToString();
        var status = await books.RowsAsync(BooksTables.MonthStatus, cancel, ("month", name));
        if (status.Count == 0)
        {
            return null;
        }

        var invoices = await books.RowsAsync(BooksTables.Invoices, cancel, ("month", name));
        var notes = await books.RowsAsync(BooksTables.CreditNotes, cancel);
        var reruns = await books.RowsAsync(BooksTables.RerunReports, cancel, ("month", name));
        var documents = new List<Document>();
        foreach (var row in invoices)
        {
            documents.Add(await DocumentReader.WithPartsAsync(books, row, cancel));
        }

        var own = notes.Where(n => Text(BooksTables.CreditNotes, n, "month") == name).ToList();
        var commands = MonthCommands.Of(
            month, await books.RowsAsync(EngineTables.Commands, cancel),
            [.. status.Select(r => Text(BooksTables.MonthStatus, r, "command_id")), .. invoices.Select(r => Text(BooksTables.Invoices, r, "command_id")),
                .. own.Select(r => Text(BooksTables.CreditNotes, r, "command_id")), .. reruns.Select(r => Text(BooksTables.RerunReports, r, "command_id"))]);
        var due = TotalDue.Of(invoices, own);
        var posted = notes.Where(n => Text(BooksTables.CreditNotes, n, "month") == name || Text(BooksTables.CreditNotes, n, "posted_month") == name).ToList();
        return new ClosePack(month, DocumentFrame.Read(await books.SettingsAsync(cancel)), documents, due,
        [
            new("month-status.csv", "Month", "Clients whose month is closed.", "Nobody's month is closed.", BooksTables.MonthStatus, status),
            new PackSection("documents.csv", "Documents", "Invoices to clients and statements to providers, with the hash chain.", "No document was written.", BooksTables.Invoices, invoices).Without("party"),
            new("lines.csv", "Lines", "What each document charges; they sum to its total.", "No document has lines.", BooksTables.InvoiceLines, [.. documents.SelectMany(d => d.LineRows)]),
            new("credit-notes.csv", "Credit notes", "Against documents of the month, or posted in it.", "No credit note was written.", BooksTables.CreditNotes, posted),
            new("total-due.csv", "Total due", "By party and currency: documents less credit notes.", "Nothing is due.", TotalDue.Table, due),
            new("reruns.csv", "Reruns", "What reruns of the month found, dry or applied.", "The month was not computed anew.", BooksTables.RerunReports, reruns),
            .. await RestAsync(books, name, commands, cancel),
        ]);
    }

    private static async Task<IReadOnlyList<PackSection>> RestAsync(ReadSide books, string month, MonthCommands commands, CancellationToken cancel)
    {
        var audit = (await books.RowsAsync(BooksTables.AuditLogs, cancel)).Where(r => Text(BooksTables.AuditLogs, r, "date").StartsWith(month, StringComparison.Ordinal)
            || commands.Ids.Contains(Text(BooksTables.AuditLogs, r, "command_id")));
        return
        [
            new("audit.csv", "Overrides and audit log", "Forced closes, applied reruns, refusals and reviewers' decisions that bear on the month.", "The audit log has nothing of the month.", BooksTables.AuditLogs, [.. audit]),
            new("commands.csv", "Commands and approvals", "Who asked for what, why, at which cut, and how it ended.", "No command is recorded.", EngineTables.Commands, commands.Rows),
            new("margin.csv", "Margin", "Revenue and cost by client as booked.", "No client has figures.", MarginTables.MarginSummary, await books.RowsAsync(MarginTables.MarginSummary, cancel, ("month", month))),
            new("providers.csv", "Providers", "What providers have earned.", "No provider has figures.", MarginTables.ProviderSummary, await books.RowsAsync(MarginTables.ProviderSummary, cancel, ("month", month))),
            new("late.csv", "Late records", "Came after the close and count in no total.", "No record is late.", BooksTables.LateRecords, await books.RowsAsync(BooksTables.LateRecords, cancel, ("month", month))),
            new("chain-heads.csv", "Hash chains", "The last hash of each chain of the books, and how many rows it has.", "No chain has a row.", BooksTables.ChainHeads, await books.RowsAsync(BooksTables.ChainHeads, cancel)),
        ];
    }

    private static string Text(TableSchema table, object?[] row, string column) => (string?)row[table.Ordinal(column)] ?? "";
}
