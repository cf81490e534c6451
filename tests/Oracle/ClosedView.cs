using Sluice.Oracle.Facts;

namespace Sluice.Oracle;

/// <summary>What closed months make of the reports.</summary>
public sealed record ClosedView
{
    /// <summary>Versions that are booked: each counts where it has a price, whatever the limits and whatever came after it.</summary>
    public IReadOnlyCollection<ReportVersion> Booked { get; init; } = [];

    /// <summary>
    /// Whether a version that stands, or contradicts another, is judged in its month (YYYY-MM): billed, pending, held or in
    /// conflict. Where not, it only keeps its place in its day.
    /// </summary>
    public Func<ReportVersion, string, bool> IsJudged { get; init; } = static (_, _) => true;

    /// <summary>Whether a version that is judged has passed the limits before, and is not held again.</summary>
    public Func<ReportVersion, bool> HasPassedLimits { get; init; } = static _ => false;

    /// <summary>Clients that are charged their fees in a month (YYYY-MM) also without a report.</summary>
    public IReadOnlyCollection<(string Month, string ClientId)> Charged { get; init; } = [];

    /// <summary>Whether rates are asked for as a close does: of any currency one of the month's last 8 days.</summary>
    public bool AsksClosingRates { get; init; }
}
