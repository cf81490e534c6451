namespace Sluice.Samples.Faults;

/// <summary>What was done to a record.</summary>
internal static class FaultKinds
{
    /// <summary>Sent again, byte for byte.</summary>
    public const string Duplicate = "duplicate";

    /// <summary>Corrected by a later revision.</summary>
    public const string Revision = "revision";

    /// <summary>Withdrawn by a later revision.</summary>
    public const string Cancelled = "cancelled";

    /// <summary>Sent with two contents at one revision.</summary>
    public const string Conflict = "conflict";

    /// <summary>Completed in the last days of the month before.</summary>
    public const string Late = "late";

    /// <summary>Beyond a limit of its contract.</summary>
    public const string Held = "held";

    /// <summary>Unreadable or impossible.</summary>
    public const string Malformed = "malformed";

    public const string UnknownProvider = "unknown_provider";
    public const string UnknownClient = "unknown_client";
    public const string NoClientRule = "no_client_rule";
    public const string NoProviderRule = "no_provider_rule";
    public const string ProviderNotStarted = "provider_not_started";

    /// <summary>The rule that would price it is in another currency than its client.</summary>
    public const string OtherCurrency = "other_currency";

    /// <summary>A rule in another currency than its client.</summary>
    public const string OtherCurrencyRule = "other_currency_rule";

    /// <summary>A rule that became known within the month and applies from its first day.</summary>
    public const string Backdated = "backdated_rule";

    /// <summary>A version that arrives after a newer one.</summary>
    public const string Stale = "stale";

    /// <summary>A rate published again for the same day.</summary>
    public const string CorrectedRate = "corrected_rate";

    /// <summary>No fault: says that a currency has a rate for every business day.</summary>
    public const string RatesComplete = "rates_complete";
}

/// <summary>What becomes of a record in the books.</summary>
internal static class InBooks
{
    /// <summary>Counted and ignored.</summary>
    public const string Duplicate = "duplicate";

    /// <summary>It counts, and what it corrects does not.</summary>
    public const string Supersedes = "supersedes";

    /// <summary>A newer version counts, and it does not.</summary>
    public const string Superseded = "superseded";

    /// <summary>Neither it nor what it withdraws counts.</summary>
    public const string Cancelled = "cancelled";

    public const string Conflict = "conflict";
    public const string Pending = "pending";
    public const string Held = "held";
    public const string DeadLetter = "dead letter";

    /// <summary>It counts, in the month before.</summary>
    public const string PriorMonth = "prior month";

    /// <summary>It prices the reports from the day it applies on, those already priced too.</summary>
    public const string Repriced = "repriced";

    /// <summary>Reports that it would price are pending, and it charges nothing.</summary>
    public const string PricesNothing = "prices nothing";

    /// <summary>No figure is without its value in the base currency.</summary>
    public const string Complete = "complete";
}
