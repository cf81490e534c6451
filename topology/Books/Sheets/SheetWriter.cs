using Sluice.Topology.Billing.Margin;
using Sluice.Topology.Billing.Pricing;
using Sluice.Topology.Money;
using Sluice.Topology.Records;
using Sluice.Topology.Reference;
using Sluice.Topology.Time;

namespace Sluice.Topology.Books.Sheets;

/// <summary>Writes clients' sheets by the arithmetic of <c>margin_summary</c>.</summary>
internal sealed class SheetWriter(PriceBook book, BooksSettings settings, BusinessMonth month)
{
    /// <param name="clientId">A client that the book knows.</param>
    /// <param name="shard">Where its reports lie.</param>
    /// <param name="counts">The rules that won a day of its month, by rule_id (ordinal), and what each counts.</param>
    /// <param name="reports">Its billable reports.</param>
    /// <param name="cogs">What they cost, unrounded, by currency.</param>
    /// <param name="earned">What they earn each provider.</param>
    /// <param name="fingerprint">Of its billable reports; empty without any.</param>
    public ClientSheet Write(
        string clientId,
        int shard,
        IReadOnlyList<RuleCount> counts,
        long reports,
        IReadOnlyList<(string Currency, Int128 Cogs)> cogs,
        IReadOnlyList<EarnedPart> earned,
        string fingerprint)
    {
        var client = book.Client(clientId)!;
        var scaled = RevenueSheet.Total(counts);
        var revenue = MarginRows.Shown(scaled);
        var revenueInr = MarginRows.Shown(BaseAmounts.Revenue(scaled, client, month, book, settings));
        var cogsInr = MarginRows.Shown(BaseAmounts.Sum(cogs, client.FxPolicy, month, book, settings));
        var missing = MissingRates(client, cogs).ToList();
        if (missing.Count == 0)
        {
            missing.AddRange(TooMuch(client, revenue, revenueInr, cogsInr));
        }

        IReadOnlyList<SheetLine> lines = revenue is null ? [] : [.. counts.SelectMany(Lines)];
        return new ClientSheet(
            clientId,
            client,
            shard,
            reports,
            lines,
            lines.Sum(line => line.Amount),
            revenueInr,
            cogsInr,
            BaseRates.Shown(BaseAmounts.Factor(book, settings, client.Currency, month, client.FxPolicy)),
            missing.Count == 0 ? null : string.Join("; ", missing),
            earned,
            fingerprint);
    }

    private static IEnumerable<SheetLine> Lines(RuleCount count) =>
        ClientPricing.Price(count.Rule, count.Units, count.MinorUnits, count.ByPriority, count.Won).Lines.Select(line => new SheetLine(
            count.Rule.RuleId,
            KindOf(line.Kind),
            line.Tier,
            line.Units,
            line.UnitPrice,
            line.Amount,
            line.Description,
            count.Rule.RecordedAt));

    private static string KindOf(LineKind kind) => kind switch
    {
        LineKind.Tier => LineKinds.Tier,
        LineKind.TierFlatFee => LineKinds.TierFee,
        LineKind.SubscriptionFee => LineKinds.Subscription,
        LineKind.TopUp => LineKinds.TopUp,
        _ => LineKinds.Surcharge,
    };

    private IEnumerable<string> MissingRates(ClientRecord client, IEnumerable<(string Currency, Int128 Cogs)> cogs) =>
        cogs.Select(part => part.Currency)
            .Prepend(client.Currency)
            .Distinct(StringComparer.Ordinal)
            .Where(currency => BaseAmounts.Factor(book, settings, currency, month, client.FxPolicy) is null)
            .Select(currency => BaseRates.NoneUsable(currency, month, client.FxPolicy));

    private IEnumerable<string> TooMuch(ClientRecord client, decimal? revenue, decimal? revenueInr, decimal? cogsInr)
    {
        if (revenue is null)
        {
            yield return $"the revenue in {client.Currency} exceeds what a document can carry";
        }
        else if (revenueInr is null)
        {
            yield return $"the revenue in {settings.BaseCurrency} exceeds what a document can carry";
        }

        if (cogsInr is null)
        {
            yield return $"the cost in {settings.BaseCurrency} exceeds what a document can carry";
        }
    }
}
