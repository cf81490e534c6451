using Sluice.Topology.Records;

namespace Sluice.Topology.Books.Sheets;

/// <summary>What a provider earned in a month in one currency.</summary>
/// <param name="Record">The provider as of the month's last day: name, address, tax id.</param>
/// <param name="Lines">One a rule, by rule_id (ordinal), each rounded once; they sum to <paramref name="Total"/>.</param>
/// <param name="FxRate">Base currency for one unit at the month's end; null where no rate is known.</param>
/// <param name="TotalInr">In the base currency, rounded once; null where no rate is known.</param>
public sealed record Statement(
    string ProviderId,
    ProviderRecord Record,
    string Currency,
    long Reports,
    IReadOnlyList<SheetLine> Lines,
    decimal Total,
    decimal? FxRate,
    decimal? TotalInr);
