namespace Sluice.Topology.Billing.Pricing;

/// <summary>What a document line charges for.</summary>
public enum LineKind : byte
{
    /// <summary>Units at the price of a tier (package: packages).</summary>
    Tier = 0,

    /// <summary>The fee due once a tier is reached.</summary>
    TierFlatFee,

    /// <summary>The fee of a subscription.</summary>
    SubscriptionFee,

    /// <summary>What is missing to the guaranteed minimum.</summary>
    TopUp,

    /// <summary>Units of one priority at its surcharge.</summary>
    Surcharge,
}
