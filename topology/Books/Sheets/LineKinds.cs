namespace Sluice.Topology.Books.Sheets;

/// <summary>The words of <c>finance_invoice_lines.kind</c>.</summary>
public static class LineKinds
{
    public const string Tier = "tier";
    public const string TierFee = "tier_fee";
    public const string Subscription = "subscription";
    public const string TopUp = "top_up";
    public const string Surcharge = "surcharge";

    /// <summary>A provider's reports under one rule.</summary>
    public const string Reports = "reports";

    /// <summary>What earlier documents of the account come to; negative.</summary>
    public const string AlreadyInvoiced = "already_invoiced";
}
