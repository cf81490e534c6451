using Sluice.Cli.Commands;
using Sluice.Topology.Books;

namespace Sluice.Cli.Documents;

/// <summary>Reads documents with their lines and credit notes.</summary>
internal static class DocumentReader
{
    /// <summary>The document of a number, or null.</summary>
    public static async Task<Document?> FindAsync(ReadSide books, string number, CancellationToken cancel)
    {
        var rows = await books.RowsAsync(BooksTables.Invoices, cancel, ("invoice_number", number));
        return rows.Count == 0 ? null : await WithPartsAsync(books, rows[0], cancel);
    }

    /// <summary>The document of a row.</summary>
    public static async Task<Document> WithPartsAsync(ReadSide books, object?[] row, CancellationToken cancel) => new(
        row,
        await books.RowsAsync(BooksTables.InvoiceLines, cancel, ("invoice_number", row[0])),
        await books.RowsAsync(BooksTables.CreditNotes, cancel, ("invoice_number", row[0])));
}
