using System.Globalization;
using Sluice.Topology.Billing.Margin;
using Sluice.Topology.Money;
using Sluice.Topology.Records;
using Sluice.Topology.Reference;
using Sluice.Topology.Time;

namespace Sluice.Topology.Books.Sheets;

/// <summary>Providers' statements of a month, by the arithmetic of <c>provider_summary</c>.</summary>
public static class Statements
{
    /// <summary>One a provider and currency that a report earned, by provider, then currency (ordinal).</summary>
    /// <param name="sheets">All clients' of the month, of all shards.</param>
    /// <param name="book">The book that priced the sheets.</param>
    /// <exception cref="OverflowException">A total exceeds what a decimal holds, about 10²⁶.</exception>
    public static IReadOnlyList<Statement> Of(BusinessMonth month, IEnumerable<ClientSheet> sheets, PriceBook book, BooksSettings settings) =>
        OfParts(month, sheets.SelectMany(sheet => sheet.Earned), book, settings);

    /// <inheritdoc cref="Of(BusinessMonth, IEnumerable{ClientSheet}, PriceBook, BooksSettings)"/>
    /// <param name="parts">What was earned, of all clients.</param>
    public static IReadOnlyList<Statement> OfParts(BusinessMonth month, IEnumerable<EarnedPart> parts, PriceBook book, BooksSettings settings) =>
    [
        .. parts.GroupBy(part => (part.ProviderId, part.Currency))
            .OrderBy(party => party.Key.ProviderId, StringComparer.Ordinal)
            .ThenBy(party => party.Key.Currency, StringComparer.Ordinal)
            .Select(party => Of(month, party.Key.ProviderId, party.Key.Currency, [.. party], book, settings)),
    ];

    private static Statement Of(
        BusinessMonth month, string providerId, string currency, IReadOnlyList<EarnedPart> parts, PriceBook book, BooksSettings settings)
    {
        var rules = parts.GroupBy(part => part.RuleId, StringComparer.Ordinal)
            .OrderBy(rule => rule.Key, StringComparer.Ordinal)
            .Select(rule => (
                RuleId: rule.Key,
                Reports: rule.Sum(part => part.Reports),
                Amount: ProviderTotals.Line(rule.Select(part => part.Cogs), currency)))
            .ToList();
        var total = rules.Aggregate(Int128.Zero, (sum, rule) => sum + rule.Amount);
        var rate = BaseRates.Shown(BaseAmounts.Factor(book, settings, currency, month, FxPolicy.MonthEnd));
        return new Statement(
            providerId,
            book.ProviderOn(providerId, month.LastDay)!,
            currency,
            rules.Sum(rule => rule.Reports),
            [.. rules.Select(rule => Line(rule.RuleId, rule.Reports, rule.Amount, book))],
            Scaled.ToDecimal(total),
            rate,
            rate is { } known ? ProviderTotals.InBase(total, known, settings) : null);
    }

    private static SheetLine Line(string ruleId, long reports, Int128 amount, PriceBook book) => new(
        ruleId,
        LineKinds.Reports,
        Tier: null,
        reports,
        UnitPrice: null,
        Scaled.ToDecimal(amount),
        $"{reports.ToString("#,##0", CultureInfo.InvariantCulture)} {(reports == 1 ? "report" : "reports")} under rule {ruleId}",
        book.ProviderRule(ruleId)!.RecordedAt);
}
