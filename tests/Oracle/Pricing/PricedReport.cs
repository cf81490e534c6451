using Sluice.Oracle.Facts;
using Sluice.Oracle.Reference;
using Sluice.Oracle.Results;

namespace Sluice.Oracle.Pricing;

/// <summary>A live report with the two rules that price it, or with what it waits for.</summary>
/// <param name="Date">Its business date.</param>
internal readonly record struct PricedReport(
    ReportVersion Report, DateOnly Date, ClientRule? ClientRule, ProviderRule? ProviderRule, PendingReasons Reasons)
{
    private const PendingReasons ClientSide =
        PendingReasons.UnknownClient | PendingReasons.NoClientRule | PendingReasons.ClientRuleCurrency;

    /// <summary>Whether its client side can be priced, whatever becomes of its provider's.</summary>
    public bool HasClientRule => (Reasons & ClientSide) == PendingReasons.None;
}
