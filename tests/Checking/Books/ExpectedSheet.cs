using System.Globalization;
using Sluice.Oracle.Results;
using Sluice.Topology.Books.Documents;

namespace Sluice.Checking.Books;

/// <summary>What an account comes to by the oracle, line by line.</summary>
/// <param name="Lines">In any order.</param>
/// <param name="Amount">What the rate is judged by: with <paramref name="InBase"/> it tells what one unit is worth.</param>
/// <param name="InBase">The same in the base currency, at the exact rate; null where none is known.</param>
internal sealed record ExpectedSheet(IReadOnlyList<ExpectedLine> Lines, decimal Amount, decimal? InBase)
{
    /// <summary>Of an account of which nothing is left.</summary>
    public static readonly ExpectedSheet Nothing = new([], 0, 0);

    public decimal Total => Lines.Sum(line => line.Amount);

    public static ExpectedSheet OfClient(MarginBooks books, MarginRow row) => new(
        [.. books.Charges.Where(charge => charge.Month == row.Month && charge.ClientId == row.ClientId).Select(ExpectedLine.Of).Where(line => line.Says)],
        row.Revenue,
        row.RevenueInr);

    /// <summary>A line a rule, rounded once.</summary>
    /// <param name="row">A provider's month and currency.</param>
    /// <param name="before">What was booked before, which these add to: each line is rounded over both, and less what it was.</param>
    public static ExpectedSheet OfProvider(MarginBooks books, ProviderRow row, IEnumerable<EarnedRow> before)
    {
        bool IsOfRow(EarnedRow part) => (part.Month, part.ProviderId, part.Currency) == (row.Month, row.ProviderId, row.Currency);
        var booked = before.Where(IsOfRow).ToLookup(part => part.RuleId, part => part.Cogs, StringComparer.Ordinal);
        decimal Rounded(decimal cogs) => MinorUnits.Round(cogs, row.Currency);
        return new(
            [
                .. books.Earned.Where(IsOfRow).GroupBy(part => part.RuleId, StringComparer.Ordinal).Select(rule => new ExpectedLine(
                    rule.Key,
                    "reports",
                    null,
                    rule.Sum(part => part.Reports),
                    Rounded(booked[rule.Key].Sum() + rule.Sum(part => part.Cogs)) - Rounded(booked[rule.Key].Sum()))),
            ],
            row.Cogs,
            row.CogsInr);
    }

    public static PartyKey PartyOf(ProviderRow row) => new(PartyKey.Provider, row.ProviderId, row.Month, row.Currency);
}

/// <summary>A line of a document: all of it but its words and its price, which its units and amount tell.</summary>
internal sealed record ExpectedLine(string? RuleId, string Kind, long? Tier, long Units, decimal Amount)
{
    /// <summary>What earlier documents come to, taken off.</summary>
    public const string AlreadyInvoiced = "already_invoiced";

    /// <summary>Units that cost nothing are told; a fee or surcharge that comes to nothing may have a line or not.</summary>
    public bool Says => Amount != 0 || Kind is "tier" or "reports";

    public static ExpectedLine Of(ChargeRow charge) => charge.Kind switch
    {
        ChargeKind.Tier => new(charge.RuleId, "tier", TierOf(charge), charge.Units, charge.Amount),
        ChargeKind.TierFee => new(charge.RuleId, "tier_fee", TierOf(charge), 1, charge.Amount),
        ChargeKind.Subscription => new(charge.RuleId, "subscription", null, 1, charge.Amount),
        ChargeKind.TopUp => new(charge.RuleId, "top_up", null, 1, charge.Amount),
        _ => new(charge.RuleId, "surcharge", null, charge.Units, charge.Amount),
    };

    public static ExpectedLine Of(StoredLine line) => new(line.RuleId, line.Kind, line.Tier, line.Units, line.Amount);

    public override string ToString() => FormattableString.Invariant($"{RuleId ?? "-"} {Kind} {Tier}: {Units}, {Amount:0.########}");

    private static long TierOf(ChargeRow charge) => long.Parse(charge.Part, CultureInfo.InvariantCulture);
}
