using System.Globalization;
using System.Text.Json.Nodes;
using Sluice.Cli.Commands;
using Sluice.Cli.Documents;
using Sluice.Topology.Books;
using Sluice.Topology.Money;
using Sluice.Topology.Records;
using Sluice.Topology.Reference;

namespace Sluice.Cli.Demo;

/// <summary>A retroactive price: one client's highest tier costs less, from the first day on, and it is recorded after the close.</summary>
/// <param name="Number">The invoice that it concerns.</param>
/// <param name="Line">The line of the tier.</param>
/// <param name="Record">A new version of the rule, as JSON.</param>
internal sealed record LowerPrice(string Number, int Line, string Client, string RuleId, int Tier, decimal Before, decimal After, string Currency, string Record)
{
    /// <summary>Three weeks into the next month.</summary>
    private const string RecordedAt = "2026-02-20T09:30:00Z";

    private const decimal Share = 0.95m;

    /// <summary>For the invoice whose last tier charges most; null where none has several tiers.</summary>
    public static async Task<LowerPrice?> ChooseAsync(ReadSide books, string month, CancellationToken cancel)
    {
        var lines = BooksTables.InvoiceLines;
        var invoices = (await books.RowsAsync(BooksTables.Invoices, cancel, ("month", month), ("party_type", "client"))).ToDictionary(row => (string)row[0]!);
        var tiers = (await books.RowsAsync(lines, cancel, ("kind", "tier")))
            .Where(row => invoices.ContainsKey((string)row[0]!) && (long)row[lines.Ordinal("tier")]! > 1)
            .OrderByDescending(row => (decimal)row[lines.Ordinal("amount")]!)
            .ThenBy(row => (string)row[0]!, StringComparer.Ordinal);
        foreach (var row in tiers)
        {
            var ruleId = (string)row[lines.Ordinal("rule_id")]!;
            var rules = await books.RowsAsync(PriceBookTables.ClientPricingRules, cancel, ("rule_id", ruleId));
            var rule = (ClientRuleRecord)rules.Select(r => PriceBookTables.Record(PriceBookTables.ClientPricingRules, r)).MaxBy(r => (r.RecordedAt, r.Canonical))!;
            if (rule.RecordedAt < DateTimeOffset.Parse(RecordedAt, CultureInfo.InvariantCulture))
            {
                return Of(invoices[(string)row[0]!], (int)(long)row[1]!, (int)(long)row[lines.Ordinal("tier")]!, rule);
            }
        }

        return null;
    }

    private static LowerPrice Of(object?[] invoice, int line, int tier, ClientRuleRecord rule)
    {
        var json = JsonNode.Parse(rule.Canonical)!.AsObject();
        var before = rule.Tiers[tier - 1].UnitPrice;
        var after = MoneyMath.Round(before * Share, rule.Currency);
        json["tiers"]![tier - 1]!["unit_price"] = after;
        json["recorded_at"] = RecordedAt;
        return new((string)invoice[0]!, line, rule.ClientId, rule.RuleId, tier, before, after, rule.Currency, json.ToJsonString());
    }
}
