using Sluice.Connectors.Embedded;
using Sluice.EndToEnd.Tests.Show;
using Sluice.Engine.Outputs;
using Sluice.Topology.Books;

namespace Sluice.EndToEnd.Tests.Books;

/// <summary>Books with a closed month, whose rows the test has written.</summary>
public abstract class ClosedBooks : ShowMarket
{
    private static readonly TableSchema[] Tables = [.. BooksTables.OfCommands, BooksTables.LateRecords, EngineTables.Commands];

    /// <summary>The contract's example for one client, dollars for another, a provider's supplementary statement, a note, a dry rerun, a late record.</summary>
    protected Task CloseJanuaryAsync() => PutAsync(
    [
        (BooksTables.Invoices, BookRows.Invoice("INV-2601-000001", "C-1", 526_000m, party: """{"name":"Lakeside Clinic","address":"12 Lake Road\nKochi"}""")),
        (BooksTables.Invoices, BookRows.Invoice("INV-2601-000002", "C-2", 1_234.5m, "USD", 80m)),
        (BooksTables.Invoices, BookRows.Statement("SUP-2601-000001", "P-1", 12.5m, "KWD")),
        (BooksTables.InvoiceLines, BookRows.Line("INV-2601-000001", 1, "Reports 1–100 at 900.00", 100, 900m, 90_000m)),
        (BooksTables.InvoiceLines, BookRows.Line("INV-2601-000001", 2, "Reports 101–500 at 850.00", 400, 850m, 340_000m)),
        (BooksTables.InvoiceLines, BookRows.Line("INV-2601-000001", 3, "Reports 501–620 at 800.00", 120, 800m, 96_000m)),
        (BooksTables.CreditNotes, BookRows.Note("CN-2602-000001", "INV-2601-000001", "C-1", 6_000m, "tier 3 at 750", kind: "rerun")),
        (BooksTables.MonthStatus, BookRows.Of(BooksTables.MonthStatus, ("month", "2026-01"), ("client_id", "C-1"), ("status", "closed"), ("closed_at", BookRows.IssuedAt), ("command_id", "c-1"))),
        (BooksTables.ChainHeads, BookRows.Of(BooksTables.ChainHeads, ("chain", "finance_invoices"), ("length", 3L), ("head", "abc123"))),
        (BooksTables.RerunReports, BookRows.Of(BooksTables.RerunReports,
            ("command_id", "c-2"), ("line", 1L), ("month", "2026-01"), ("party_type", "client"), ("party_id", "C-1"), ("currency", "INR"), ("booked", 526_000m),
            ("recomputed", 520_000m), ("delta", -6_000m), ("why", "rule CR-1"), ("documents", "CN-2602-000001"))),
        (BooksTables.LateRecords, BookRows.Of(BooksTables.LateRecords,
            ("topic", "reports"), ("partition", 1L), ("offset", 42L), ("owner", "C-1"), ("record_id", "R-9"), ("month", "2026-01"), ("kind", "late"), ("reason", "came after the cut"))),
        (EngineTables.Commands, BookRows.Command("c-1", "month-close", "done", """{"month":"2026-01"}""", "3 documents")),
        (EngineTables.Commands, BookRows.Command("c-2", "rerun", "running", """{"months":["2026-01"]}""", progress: "12 of 40 blocks")),
    ]);

    protected async Task PutAsync(IEnumerable<(TableSchema Table, object?[] Row)> rows)
    {
        await using var database = await EmbeddedDatabase.OpenAsync(new EmbeddedOptions { Path = DatabasePath });
        await database.Store.PrepareAsync(Tables, CancellationToken.None);
        await database.Store.CompleteOutboxAsync([], [.. rows.Select(r => RowChange.Upsert(r.Table, r.Row))], CancellationToken.None);
    }
}
