using Sluice.Topology.Books.Documents;
using Sluice.Topology.Books.Explaining;

namespace Sluice.Topology.Books.Verifying;

/// <summary>All closed books as the store keeps them.</summary>
internal sealed record KeptBooks(
    IReadOnlyList<object?[]> InvoiceRows,
    ILookup<string, object?[]> LineRows,
    IReadOnlyList<object?[]> NoteRows,
    IReadOnlyList<object?[]> AuditRows,
    IReadOnlyList<object?[]> HeadRows,
    IReadOnlyList<object?[]> NumberRows,
    IReadOnlyList<object?[]> StatusRows,
    IReadOnlyList<object?[]> StatementRows,
    SoundRows Sound)
{
    public IReadOnlyList<Invoice> Invoices { get; } = [.. InvoiceRows.Select(Sound.Invoice)];

    public IReadOnlyList<CreditNote> Notes { get; } = [.. NoteRows.Select(CreditNote.Of)];

    /// <summary>Heads before the rows they are of: what is decided meanwhile only adds rows.</summary>
    public static async Task<KeptBooks> LoadAsync(IBooksSource source, CancellationToken cancel)
    {
        var heads = await source.RowsAsync(BooksTables.ChainHeads, [], cancel);
        var numbers = await source.RowsAsync(BooksTables.DocumentNumbers, [], cancel);
        var invoices = await source.RowsAsync(BooksTables.Invoices, [], cancel);
        var lines = await source.RowsAsync(BooksTables.InvoiceLines, [], cancel);
        return new(
            invoices,
            lines.ToLookup(row => (string)row[0]!, StringComparer.Ordinal),
            await source.RowsAsync(BooksTables.CreditNotes, [], cancel),
            await source.RowsAsync(BooksTables.AuditLogs, [], cancel),
            heads,
            numbers,
            await source.RowsAsync(BooksTables.MonthStatus, [], cancel),
            await source.RowsAsync(BooksTables.StatementStatus, [], cancel),
            new SoundRows());
    }
}
