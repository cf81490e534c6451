using System.Globalization;
using Sluice.Engine.Outputs;
using Sluice.Engine.State;
using Sluice.Oracle.Input;
using Sluice.Oracle.Results;
using Sluice.Topology.Billing.Margin;

namespace Sluice.Checking;

/// <summary>Reads the books from the store's tables in the form in which the oracle gives them.</summary>
public static class StoredBooks
{
    /// <param name="store">The store.</param>
    /// <param name="oracle">For what the tables do not tell: the number of reports behind a fingerprint.</param>
    public static async Task<MarginBooks> ReadAsync(IStore store, MarginBooks oracle)
    {
        var margins = await RowsAsync(store, MarginTables.MarginSummary);
        var providers = await RowsAsync(store, MarginTables.ProviderSummary);
        var pending = await RowsAsync(store, MarginTables.PendingRecords);
        var rejected = await RowsAsync(store, EngineTables.DeadLetters);
        return new MarginBooks(
            [.. margins.Select(r => new MarginRow(
                (string)r[0]!, (string)r[1]!, (long)r[2]!, (decimal)r[3]!, (string)r[4]!,
                (decimal?)r[5], (decimal?)r[6], (decimal?)r[7], (decimal?)r[8]))],
            [.. providers.Select(r => new ProviderRow(
                (string)r[0]!, (string)r[1]!, (string)r[2]!, (long)r[3]!, (decimal)r[4]!, (decimal?)r[5]))],
            [],
            [.. pending.Select(Pending).Distinct()],
            [.. rejected.Select(r => new RejectedRow(Place(r), (string)r[4]!))],
            Fingerprints(await RowsAsync(store, EngineTables.Fingerprints), oracle.Fingerprints));
    }

    /// <summary>All rows of a table, ordered by key.</summary>
    public static async Task<IReadOnlyList<object?[]>> RowsAsync(IStore store, TableSchema table) =>
        await store.ReadRowsAsync(table, [], CancellationToken.None);

    /// <summary>The place of a record that a row stands for, in its first three columns.</summary>
    public static RecordPlace Place(object?[] row) => new((string)row[0]!, (int)(long)row[1]!, (long)row[2]!);

    private static PendingRow Pending(object?[] row) => new(
        (string)row[3]!,
        (string)row[4]!,
        (string)row[5]!,
        (string)row[6]! switch
        {
            Notice.Conflict => PendingKind.Conflict,
            Notice.Held => PendingKind.Held,
            _ => PendingKind.Pending,
        },
        PendingReasons.None);

    /// <summary>Sums over the shards, mod 2^128; a month without reports sums to zero and is none.</summary>
    /// <param name="rows">Rows of the fingerprints' table.</param>
    /// <param name="oracle">For the number of reports, which the table does not tell.</param>
    public static IReadOnlyList<FingerprintRow> Fingerprints(IReadOnlyList<object?[]> rows, IReadOnlyList<FingerprintRow> oracle)
    {
        var reports = oracle.ToDictionary(f => f.Month, f => f.Reports);
        return [.. rows
            .GroupBy(r => (string)r[1]!)
            .Select(m => (Month: m.Key, Sum: m.Aggregate(
                UInt128.Zero,
                (sum, r) => unchecked(sum + UInt128.Parse((string)r[2]!, NumberStyles.HexNumber, CultureInfo.InvariantCulture)))))
            .Where(m => m.Sum != 0)
            .Select(m => new FingerprintRow(m.Month, reports.GetValueOrDefault(m.Month), m.Sum.ToString("x32", CultureInfo.InvariantCulture)))];
    }
}
