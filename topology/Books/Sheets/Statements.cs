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
        OfParts(month, sheets.SelectMany(sheet => sheet.Earned), null, book, settings);

    /// <summary>
    /// Of clients that close after the statements were issued: what they add to the sums booked before, each rule's line
    /// rounded over both and less what was rounded before, so that the account comes to one rounding a line.
    /// </summary>
    /// <param name="parts">What was earned of these clients.</param>
    /// <param name="before">What was booked before.</param>
    public static IReadOnlyList<Statement> Added(
        BusinessMonth month, IReadOnlyList<EarnedPart> parts, IEnumerable<EarnedPart> before, PriceBook book, BooksSettings settings)
    {
        var booked = before.ToLookup(part => (part.ProviderId, part.Currency, part.RuleId), part => part.Cogs);
        return OfParts(month, parts, booked, book, settings);
    }

    private static List<Statement> OfParts(
        BusinessMonth month,
        IEnumerable<EarnedPart> parts,
        ILookup<(string ProviderId, string Currency, string RuleId), Int128>? before,
        PriceBook book,
        BooksSettings settings) =>
    [
        .. parts.GroupBy(part => (part.ProviderId, part.Currency))
            .OrderBy(party => party.Key.ProviderId, StringComparer.Ordinal)
            .ThenBy(party => party.Key.Currency, StringComparer.Ordinal)
            .Select(party => Of(month, party.Key.ProviderId, party.Key.Currency, [.. party], before, book, settings)),
    ];

    private static Statement Of(
        BusinessMonth month,
        string providerId,
        string currency,
        IReadOnlyList<EarnedPart> parts,
        ILookup<(string ProviderId, string Currency, string RuleId), Int128>? before,
        PriceBook book,
        BooksSettings settings)
    {
        var rules = parts.GroupBy(part => part.RuleId, StringComparer.Ordinal)
            .OrderBy(rule => rule.Key, StringComparer.Ordinal)
            .Select(rule => (
                RuleId: rule.Key,
                Reports: rule.Sum(part => part.Reports),
                Amount: Amount(rule.Select(part => part.Cogs), before?[(providerId, currency, rule.Key)] ?? [], currency)))
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

    private static Int128 Amount(IEnumerable<Int128> cogs, IEnumerable<Int128> before, string currency)
    {
        var booked = before.ToList();
        return ProviderTotals.Line(booked.Concat(cogs), currency) - ProviderTotals.Line(booked, currency);
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
