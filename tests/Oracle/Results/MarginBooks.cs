using Sluice.Oracle.Facts;

namespace Sluice.Oracle.Results;

/// <summary>Everything the margin oracle knows, each list sorted by its key in ordinal order.</summary>
/// <param name="Margins">By month and client; only clients with a billable report.</param>
/// <param name="Providers">By month, provider and currency; only providers with a billable report.</param>
/// <param name="Charges">What makes up the revenue of the margin rows, line by line.</param>
/// <param name="Pending">By owner, record and month.</param>
/// <param name="Rejected">By topic, partition and offset.</param>
/// <param name="Fingerprints">By month; only months with a live report.</param>
public sealed record MarginBooks(
    IReadOnlyList<MarginRow> Margins,
    IReadOnlyList<ProviderRow> Providers,
    IReadOnlyList<ChargeRow> Charges,
    IReadOnlyList<PendingRow> Pending,
    IReadOnlyList<RejectedRow> Rejected,
    IReadOnlyList<FingerprintRow> Fingerprints)
{
    /// <summary>What makes up the provider rows, rule by rule, in any order.</summary>
    public IReadOnlyList<EarnedRow> Earned { get; init; } = [];

    /// <summary>The versions that were judged and are billed, in any order.</summary>
    public IReadOnlyList<ReportVersion> Billed { get; init; } = [];
}
