using Sluice.Checking;
using Sluice.Checking.Books;
using Sluice.Engine.Outputs;
using Sluice.Engine.State;
using Sluice.Topology.Billing.Margin;
using Sluice.Topology.Books;

namespace Sluice.Simulation.Checking.Books;

/// <summary>Which rows of the figures are closed, at which version, and which records are late.</summary>
internal static class ShownVersions
{
    /// <exception cref="Running.SimulationFailure">The first difference.</exception>
    public static async Task CheckAsync(IStore store, ShownBooks shown)
    {
        foreach (var row in await StoredBooks.RowsAsync(store, MarginTables.MarginSummary))
        {
            var version = shown.Versions.TryGetValue(((string)row[0]!, (string)row[1]!), out var closed) ? closed : (long?)null;
            Verdict.Check(Differs(MarginTables.MarginSummary, row, version));
        }

        foreach (var row in await StoredBooks.RowsAsync(store, MarginTables.ProviderSummary))
        {
            var version = shown.ProviderVersions.TryGetValue(((string)row[0]!, (string)row[1]!, (string)row[2]!), out var closed) ? closed : (long?)null;
            Verdict.Check(Differs(MarginTables.ProviderSummary, row, version));
        }

        var late = (await StoredBooks.RowsAsync(store, BooksTables.LateRecords))
            .Select(r => new LateRow(StoredBooks.Place(r), (string)r[3]!, (string)r[4]!, (string)r[5]!))
            .ToHashSet();
        Verdict.Check(shown.Late.Where(row => !late.Remove(row)).Select(row => $"late_records lacks {row}").FirstOrDefault());
        Verdict.Check(late.Select(row => $"late_records has {row}, which is not late").FirstOrDefault());
    }

    private static string? Differs(TableSchema table, object?[] row, long? version)
    {
        var (status, shown) = ((string)row[table.Ordinal("status")]!, (long)row[table.Ordinal("version")]!);
        return status == (version is null ? "open" : "closed") && shown == (version ?? 1)
            ? null
            : $"{table.Name} {string.Join(' ', row[..table.KeyColumns])} is {status} at version {shown}; it should be {(version is null ? "open" : $"closed at {version}")}.";
    }
}
