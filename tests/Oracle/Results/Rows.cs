using Sluice.Oracle.Input;

namespace Sluice.Oracle.Results;

/// <summary>One row of margin_summary; INR figures are null while a rate they need is missing.</summary>
/// <param name="Month">YYYY-MM.</param>
/// <param name="ClientId">The client.</param>
/// <param name="Reports">Billable reports.</param>
/// <param name="Revenue">In <paramref name="Currency"/>.</param>
/// <param name="Currency">The client's currency.</param>
/// <param name="RevenueInr">In the base currency, as the next two.</param>
/// <param name="CogsInr">What the providers cost.</param>
/// <param name="MarginInr">Revenue less COGS.</param>
/// <param name="MarginPct">100 × margin ÷ revenue, 2 decimals; null at zero revenue.</param>
public sealed record MarginRow(
    string Month, string ClientId, long Reports, decimal Revenue, string Currency,
    decimal? RevenueInr, decimal? CogsInr, decimal? MarginInr, decimal? MarginPct);

/// <summary>One row of provider_summary; cogs in <paramref name="Currency"/>, the sum of one rounded line a rule.</summary>
public sealed record ProviderRow(
    string Month, string ProviderId, string Currency, long Reports, decimal Cogs, decimal? CogsInr);

/// <summary>What one rule pays a provider in a month, unrounded.</summary>
public sealed record EarnedRow(string Month, string ProviderId, string Currency, string RuleId, long Reports, decimal Cogs);

/// <summary>The kinds of pending_records.</summary>
public enum PendingKind
{
    /// <summary>Its reference data has not arrived.</summary>
    Pending,

    /// <summary>Its highest revision has two different contents.</summary>
    Conflict,

    /// <summary>It is priced and breaks a limit of its client rule.</summary>
    Held,
}

/// <summary>Everything that a pending report waits for, of which several may hold at once; or the one limit that a held one breaks.</summary>
[Flags]
public enum PendingReasons
{
    /// <summary>A conflict has no other reason.</summary>
    None = 0,

    /// <summary>No such client.</summary>
    UnknownClient = 1,

    /// <summary>The client has no rule in effect for the modality on the date.</summary>
    NoClientRule = 2,

    /// <summary>The rule that wins is in another currency than the client's.</summary>
    ClientRuleCurrency = 4,

    /// <summary>No such provider, or none yet on the date.</summary>
    UnknownProvider = 8,

    /// <summary>No provider rule in effect matches.</summary>
    NoProviderRule = 16,

    /// <summary>More images than its client rule allows.</summary>
    ImageLimit = 32,

    /// <summary>Beyond the reports that its client rule allows on the date.</summary>
    DayLimit = 64,
}

/// <summary>A report that counts in no total; a conflict stands once for each month its contents name.</summary>
public sealed record PendingRow(string Owner, string RecordId, string Month, PendingKind Kind, PendingReasons Reasons);

/// <summary>A message that is no valid record, and what is wrong with it.</summary>
public sealed record RejectedRow(RecordPlace Place, string Reason);

/// <summary>The sum of the hashes of a month's live reports, priced or pending: 32 lowercase hex digits.</summary>
public sealed record FingerprintRow(string Month, long Reports, string Fingerprint);
