using Sluice.Engine.Outputs;
using Sluice.Engine.State;
using Sluice.Topology.Money;

namespace Sluice.Topology.Billing.Margin;

/// <summary>
/// A provider's month over all shards: the partial sums of each rule are added, each rule's line is rounded once, and
/// the lines make the total (contract §3).
/// </summary>
public static class ProviderTotals
{
    /// <summary>Under this number stand the rows of closed months: where there are any, they alone count.</summary>
    public const int BookedShard = -1;

    /// <summary>
    /// Version of running rows of months whose statements are issued: they make no total, whatever party a late report or a
    /// later rule has put them under.
    /// </summary>
    public const long ToldVersion = -1;

    public static MergedTable Merge(BooksSettings settings) =>
        new(MarginTables.ProviderSummary, MarginTables.ProviderPartial, rows => Total(rows, settings));

    private static object?[]? Total(IReadOnlyList<object?[]> partials, BooksSettings settings)
    {
        if (partials.Count == 0)
        {
            return null;
        }

        var booked = partials.Where(p => (long)p[Ordinal("shard")]! == BookedShard).ToList();
        if (booked.Count == 0 && partials.Any(p => (long)p[Ordinal("version")]! == ToldVersion))
        {
            return null;
        }

        partials = booked.Count > 0 ? booked : partials;
        var (ruleId, reports, cogs) = (Ordinal("rule_id"), Ordinal("reports"), Ordinal("cogs"));
        if (booked.Count > 0 && booked.TrueForAll(p => (long)p[reports]! == 0 && (Int128)p[cogs]! == 0))
        {
            // Reruns have taken all of it away: as a client's closed month without reports, it has no row.
            return null;
        }

        var first = partials[0];
        var currency = (string)first[Ordinal("currency")]!;
        var total = Int128.Zero;
        foreach (var rule in partials.GroupBy(p => (string)p[ruleId]!))
        {
            total += Line(rule.Select(p => (Int128)p[cogs]!), currency);
        }

        // A shard on its way to newer reference data may know an older rate than another: the newest counts.
        var positions = partials.Select(p => (string?)p[Ordinal("reference")]).ToList();
        var latest = partials[Latest(positions)];
        var rate = currency == settings.BaseCurrency ? 1m : (decimal?)latest[Ordinal("rate")];
        return
        [
            first[Ordinal("month")],
            first[Ordinal("provider_id")],
            currency,
            partials.Sum(p => (long)p[reports]!),
            Decimal(total),
            rate is { } known ? InBase(total, known, settings) : null,
            booked.Count > 0 ? "closed" : "open",
            booked.Count > 0 ? booked.Max(p => (long)p[Ordinal("version")]!) : 1L,
            Least(positions),
        ];
    }

    /// <summary>What a rule's reports earn: the parts are added, then rounded once. Units of 10⁻⁸ of the currency.</summary>
    internal static Int128 Line(IEnumerable<Int128> parts, string currency) =>
        Scaled.Round(parts.Aggregate(Int128.Zero, static (sum, part) => sum + part), Currencies.MinorUnits(currency));

    /// <summary>A total in the base currency at a rate, rounded once; null where it exceeds what a document can carry.</summary>
    internal static decimal? InBase(Int128 total, decimal rate, BooksSettings settings)
    {
        try
        {
            var factor = new FxFactor(Scaled.FromDecimal(rate), 1);
            return Decimal(Conversion.Of(total, factor, Currencies.MinorUnits(settings.BaseCurrency)));
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    /// <summary>Which of the positions has the most records behind it. Mostly all are the same text.</summary>
    private static int Latest(List<string?> positions)
    {
        var latest = 0;
        for (var i = 1; i < positions.Count; i++)
        {
            if (positions[i] != positions[latest] && Records(positions[i]) > Records(positions[latest]))
            {
                latest = i;
            }
        }

        return latest;
    }

    private static long Records(string? position) => Parsed(position).All.Sum(static part => part.Value);

    private static string Least(List<string?> positions)
    {
        var distinct = positions.Distinct(StringComparer.Ordinal).ToList();
        return distinct is [{ } only] ? only : distinct.Select(Parsed).Aggregate(static (all, next) => all.Least(next)).ToJson();
    }

    private static Positions Parsed(string? position) => position is null ? Positions.None : Positions.Parse(position);

    /// <summary>A figure beyond what a document can carry is shown as missing; it must not stop the other totals.</summary>
    private static decimal? Decimal(Int128 scaled)
    {
        try
        {
            return Scaled.ToDecimal(scaled);
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    private static int Ordinal(string column) => MarginTables.ProviderPartial.Ordinal(column);
}
