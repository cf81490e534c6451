using Sluice.Topology.Records;
using Sluice.Topology.Time;

namespace Sluice.Topology.Books.Sheets;

/// <summary>A month recomputed below a cut: what each client would be billed, what each of its reports earns the providers, and what blocks.</summary>
/// <param name="Clients">Every client of the scope with a billable report or a fee, by id (ordinal).</param>
/// <param name="Blocked">Records that count in no total and would block a close, by shard and offset.</param>
public sealed record MonthSheet(BusinessMonth Month, IReadOnlyList<ClientSheet> Clients, IReadOnlyList<BlockedRecord> Blocked);

/// <summary>A client's month.</summary>
/// <param name="Record">The client as the book knows it: name, address, currency.</param>
/// <param name="Shard">Where its reports lie, or would.</param>
/// <param name="Lines">In document order; they sum to <paramref name="Revenue"/>. Empty where nothing is charged.</param>
/// <param name="Revenue">In the client's currency.</param>
/// <param name="RevenueInr">In the base currency; null where a rate is missing.</param>
/// <param name="CogsInr">In the base currency; null where a rate is missing.</param>
/// <param name="FxRate">Base currency for one unit of the client's, by its policy, rounded to 10 digits for display; null where missing.</param>
/// <param name="Missing">Why an amount in the base currency is null, in words; null where none is.</param>
/// <param name="Fingerprint">Sum of the hashes of the billable reports, 32 hexadecimal digits; empty without any.</param>
/// <param name="Earned">What its reports earn, by provider, currency and rule (ordinal).</param>
public sealed record ClientSheet(
    string ClientId,
    ClientRecord Record,
    int Shard,
    long Reports,
    IReadOnlyList<SheetLine> Lines,
    decimal Revenue,
    decimal? RevenueInr,
    decimal? CogsInr,
    decimal? FxRate,
    string? Missing,
    IReadOnlyList<EarnedPart> Earned,
    string Fingerprint);

/// <summary>A line of a document to be.</summary>
/// <param name="Kind">tier, tier_fee, subscription, top_up, surcharge, reports (statements), already_invoiced (supplementary documents).</param>
/// <param name="Tier">From 1; null where the line is of none.</param>
/// <param name="UnitPrice">Null where the units differ in price (statements).</param>
/// <param name="RuleRecordedAt">The version of the rule; null on lines of no rule.</param>
public sealed record SheetLine(
    string? RuleId, string Kind, int? Tier, long Units, decimal? UnitPrice, decimal Amount, string Description, DateTimeOffset? RuleRecordedAt);

/// <summary>What one client's reports earn a provider under one rule.</summary>
/// <param name="Cogs">Unrounded, in units of 10⁻⁸ of the currency: rounding comes after the sum over clients.</param>
public sealed record EarnedPart(string ProviderId, string Currency, string RuleId, long Reports, Int128 Cogs);

/// <summary>A record that keeps its month from closing.</summary>
/// <param name="Kind">pending, held or conflict.</param>
public sealed record BlockedRecord(string ClientId, int Shard, long Offset, string RecordId, string Kind, string Reason);
