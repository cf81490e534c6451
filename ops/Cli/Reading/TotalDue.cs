using Sluice.Engine.Outputs;
using Sluice.Topology.Books;

namespace Sluice.Cli.Reading;

/// <summary>What is owed by party, month and currency. Law: total_due = invoiced − credited.</summary>
internal static class TotalDue
{
    public static readonly TableSchema Table = new(
        "total_due",
        KeyColumns: 4,
        Outbox: false,
        new("party_type", ColumnType.Text),
        new("party_id", ColumnType.Text),
        new("month", ColumnType.Text),
        new("currency", ColumnType.Text),
        new("invoiced", ColumnType.Amount),
        new("credited", ColumnType.Amount),
        new("total_due", ColumnType.Amount));

    private static readonly string[] Keys = ["party_type", "party_id", "month", "currency"];

    /// <summary>A row a party, month and currency that has a document, in the order of the key.</summary>
    /// <param name="invoices">Of <see cref="BooksTables.Invoices"/>.</param>
    /// <param name="notes">Of <see cref="BooksTables.CreditNotes"/>, those of the same parties and months.</param>
    public static IReadOnlyList<object?[]> Of(IReadOnlyList<object?[]> invoices, IReadOnlyList<object?[]> notes)
    {
        var sums = new Dictionary<(string, string, string, string), (decimal Invoiced, decimal Credited)>();
        foreach (var invoice in invoices)
        {
            var key = Key(BooksTables.Invoices, invoice);
            var (invoiced, credited) = sums.GetValueOrDefault(key);
            sums[key] = (invoiced + (decimal)invoice[BooksTables.Invoices.Ordinal("total")]!, credited);
        }

        foreach (var note in notes)
        {
            var key = Key(BooksTables.CreditNotes, note);
            var (invoiced, credited) = sums.GetValueOrDefault(key);
            sums[key] = (invoiced, credited + (decimal)note[BooksTables.CreditNotes.Ordinal("amount")]!);
        }

        return
        [
            .. sums.Select(s => new object?[] { s.Key.Item1, s.Key.Item2, s.Key.Item3, s.Key.Item4, s.Value.Invoiced, s.Value.Credited, s.Value.Invoiced - s.Value.Credited })
                .OrderBy(r => (string)r[0]!, StringComparer.Ordinal).ThenBy(r => (string)r[1]!, StringComparer.Ordinal)
                .ThenBy(r => (string)r[2]!, StringComparer.Ordinal).ThenBy(r => (string)r[3]!, StringComparer.Ordinal),
        ];
    }

    private static (string, string, string, string) Key(TableSchema table, object?[] row)
    {
        string At(int key) => (string)row[table.Ordinal(Keys[key])]!;
        return (At(0), At(1), At(2), At(3));
    }
}
