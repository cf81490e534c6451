namespace Sluice.Oracle.Results;

/// <summary>What a document line charges for.</summary>
public enum ChargeKind
{
    /// <summary>Units at a tier's price; packages in package mode.</summary>
    Tier,

    /// <summary>A tier's flat fee.</summary>
    TierFee,

    /// <summary>A subscription fee, prorated by the days its rule won.</summary>
    Subscription,

    /// <summary>What lifts the tiers to the prorated minimum.</summary>
    TopUp,

    /// <summary>The surcharge of one priority.</summary>
    Surcharge,
}

/// <summary>One line of what a client is charged for a month under one rule.</summary>
/// <param name="Month">YYYY-MM.</param>
/// <param name="ClientId">The client.</param>
/// <param name="RuleId">The rule.</param>
/// <param name="Kind">What for.</param>
/// <param name="Part">The tier from 1, or the priority; empty for the others.</param>
/// <param name="Units">Reports or packages; won days for a subscription fee; 1 for the rest.</param>
/// <param name="Amount">Rounded to the currency's minor unit.</param>
public sealed record ChargeRow(
    string Month, string ClientId, string RuleId, ChargeKind Kind, string Part, long Units, decimal Amount);
