using System.Globalization;
using Sluice.Oracle.Input;
using Sluice.Oracle.Results;

namespace Sluice.Oracle.Compare;

/// <summary>Finds the first place where given rows and the oracle's part, and says it in words.</summary>
/// <remarks>Each method takes the given rows in any order, and answers null when there is no difference.
/// Amounts are compared by value: 1.5 is 1.50.</remarks>
public static class Difference
{
    /// <summary>Compares rows of margin_summary.</summary>
    public static string? First(IEnumerable<MarginRow> oracle, IEnumerable<MarginRow> given) => Rows.FirstDifference(
        oracle, given, row => $"margin of client {row.ClientId} in {row.Month}",
        row =>
        [
            ("reports", Text(row.Reports)), ("revenue", Text(row.Revenue)), ("currency", row.Currency),
            ("revenue_inr", Text(row.RevenueInr)), ("cogs_inr", Text(row.CogsInr)),
            ("margin_inr", Text(row.MarginInr)), ("margin_pct", Text(row.MarginPct)),
        ]);

    /// <summary>Compares rows of provider_summary.</summary>
    public static string? First(IEnumerable<ProviderRow> oracle, IEnumerable<ProviderRow> given) => Rows.FirstDifference(
        oracle, given, row => $"{row.Currency} row of provider {row.ProviderId} in {row.Month}",
        row => [("reports", Text(row.Reports)), ("cogs", Text(row.Cogs)), ("cogs_inr", Text(row.CogsInr))]);

    /// <summary>Compares pending records by owner, record, month and kind; reasons are words and stay out of it.</summary>
    public static string? First(IEnumerable<PendingRow> oracle, IEnumerable<PendingRow> given) => Rows.FirstDifference(
        oracle, given, row => $"{row.Kind} record {row.RecordId} of {row.Owner} in {row.Month}", _ => []);

    /// <summary>Compares rejected records by their place.</summary>
    public static string? First(IEnumerable<RecordPlace> oracle, IEnumerable<RecordPlace> given) =>
        Rows.FirstDifference(oracle, given, place => $"rejected record {place}", _ => []);

    /// <summary>Compares fingerprints of months.</summary>
    public static string? First(IEnumerable<FingerprintRow> oracle, IEnumerable<FingerprintRow> given) =>
        Rows.FirstDifference(
            oracle, given, row => $"fingerprint of {row.Month}",
            row => [("reports", Text(row.Reports)), ("fingerprint", row.Fingerprint)]);

    /// <summary>Compares whole books: rejected, pending, fingerprints, providers, then margins, causes before effects.</summary>
    public static string? First(MarginBooks oracle, MarginBooks given) =>
        First(oracle.Rejected.Select(row => row.Place), given.Rejected.Select(row => row.Place))
        ?? First(oracle.Pending, given.Pending)
        ?? First(oracle.Fingerprints, given.Fingerprints)
        ?? First(oracle.Providers, given.Providers)
        ?? First(oracle.Margins, given.Margins);

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Text(decimal? value) => value?.ToString("0.############", CultureInfo.InvariantCulture) ?? "null";
}
