using Sluice.Engine.Outputs;
using Sluice.Topology.Billing.Pricing;
using Sluice.Topology.Money;

namespace Sluice.Topology.Billing.Margin;

/// <summary>
/// A provider's month over all shards: the partial sums of each rule are added, each rule's line is rounded once, and
/// the lines make the total (contract §3).
/// </summary>
public static class ProviderTotals
{
    public static MergedTable Merge(BooksSettings settings) =>
        new(MarginTables.ProviderSummary, MarginTables.ProviderPartial, rows => Total(rows, settings));

    private static object?[]? Total(IReadOnlyList<object?[]> partials, BooksSettings settings)
    {
        if (partials.Count == 0)
        {
            return null;
        }

        var (ruleId, reports, cogs) = (Ordinal("rule_id"), Ordinal("reports"), Ordinal("cogs"));
        var first = partials[0];
        var currency = (string)first[Ordinal("currency")]!;
        var minorUnits = Currencies.MinorUnits(currency);
        var total = Int128.Zero;
        foreach (var rule in partials.GroupBy(p => (string)p[ruleId]!))
        {
            total += Scaled.Round(rule.Aggregate(Int128.Zero, (sum, p) => sum + (Int128)p[cogs]!), minorUnits);
        }

        // Beyond what a sum can carry it is shown as missing, as in the client's margin.
        decimal? amount = total < CogsTerms.SumMax ? Scaled.ToDecimal(total) : null;
        return
        [
            first[Ordinal("month")],
            first[Ordinal("provider_id")],
            currency,
            partials.Sum(p => (long)p[reports]!),
            amount,
            currency == settings.BaseCurrency ? amount : null,
            "open",
            1L,
        ];
    }

    private static int Ordinal(string column) => MarginTables.ProviderPartial.Ordinal(column);
}
