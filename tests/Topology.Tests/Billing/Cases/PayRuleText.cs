using Sluice.Topology.Reference;
using Sluice.Topology.Tests.Billing.Cases.Tables;
using Sluice.Topology.Tests.Billing.Margin;

namespace Sluice.Topology.Tests.Billing.Cases;

/// <summary>Providers and their rules as a table writes them, made into the messages a producer would send.</summary>
internal static class PayRuleText
{
    public static MarginRecord Provider(TableRow row)
    {
        var id = RuleText.RuleId(row["provider"]);
        return new(ReferenceTopics.Providers, id, RuleText.Json(
        [
            RuleText.Text("provider_id", id), RuleText.Text("name", "N"), RuleText.Text("grade", row["grade"]),
            RuleText.Text("seniority", row["seniority"]), RuleText.Text("currency", "INR"),
            RuleText.Text("effective_from", row["from"]), RuleText.Text("recorded_at", RuleText.Recorded(row)),
        ]));
    }

    public static MarginRecord Message(TableRow row)
    {
        var id = RuleText.RuleId(row["pay rule"]);
        List<string> fields =
        [
            RuleText.Text("rule_id", id), $"\"match\":{RuleText.Json(Match(row))}", RuleText.Figure("fee", row["fee"]),
            RuleText.Text("currency", row["currency"]), RuleText.Text("effective_from", row["from"]),
            RuleText.Text("recorded_at", RuleText.Recorded(row)),
        ];
        if (row.Optional("to") is { } to)
            fields.Add(RuleText.Text("effective_to", to));
        if (row.Optional("surcharges") is not null)
            fields.Add($"\"surcharges\":{RuleText.Json(row.List("surcharges").Select(s => s.Split(' ')).Select(s => RuleText.Figure(s[0], s[1])))}");
        if (row.Optional("extra images")?.Split(" over ") is [var fee, var over])
            fields.Add($"\"extra_images\":{RuleText.Json([RuleText.Figure("over", over), RuleText.Figure("fee", fee)])}");
        return new(ReferenceTopics.ProviderPricingRules, id, RuleText.Json(fields));
    }

    private static IEnumerable<string> Match(TableRow row) => row["match"] == "anyone"
        ? []
        : row.List("match").Select(field => field.Split(' '))
            .Select(field => RuleText.Text(field[0] == "provider" ? "provider_id" : field[0], field[1]));
}
