using System.Text.RegularExpressions;
using Sluice.Topology.Reference;
using Sluice.Topology.Tests.Billing.Cases.Arithmetic;
using Sluice.Topology.Tests.Billing.Cases.Tables;
using Sluice.Topology.Tests.Billing.Margin;

namespace Sluice.Topology.Tests.Billing.Cases;

/// <summary>A client rule as a table writes it, made into the message a producer would send.</summary>
internal static partial class RuleText
{
    /// <summary>The rule_id of a row: <c>G#2</c> is a second recording of <c>G</c>.</summary>
    public static string RuleId(string name) => name.Split('#')[0];

    public static MarginRecord Message(TableRow row)
    {
        List<string> fields =
        [
            Text("rule_id", RuleId(row["rule"])), Text("client_id", CaseBooks.Client), Text("modality", row["modality"]),
            Text("contract_type", row["contract"]), Text("tier_mode", row["mode"]), .. Tiers(row), .. Terms(row),
            Text("currency", row.Optional("currency") ?? "INR"), Text("effective_from", row["from"]),
            Text("recorded_at", Recorded(row)),
        ];
        if (row.Optional("to") is { } to)
            fields.Add(Text("effective_to", to));
        return new(ReferenceTopics.ClientPricingRules, CaseBooks.Client, Json(fields));
    }

    /// <summary>A date stands for its first instant in UTC.</summary>
    public static string Recorded(TableRow row) => row["recorded"] is { Length: 10 } date ? $"{date}T00:00:00Z" : row["recorded"];

    public static string Json(IEnumerable<string> fields) => $"{{{string.Join(',', fields)}}}";

    public static string Text(string name, string value) => $"\"{name}\":\"{value}\"";

    public static string Figure(string name, string value) => FormattableString.Invariant($"\"{name}\":{Formula.Number(value)}");

    private static IEnumerable<string> Tiers(TableRow row)
    {
        List<string> tiers = [];
        foreach (var tier in row.List("tiers").Select(text => Tier().Match(text) is { Success: true } tier ? tier : throw new FormatException($"\"{text}\" is no tier")))
        {
            List<string> fields = [tier.Groups["end"] is { Success: true } end ? Figure("up_to", end.Value) : "\"up_to\":null", Figure("unit_price", tier.Groups["price"].Value)];
            if (tier.Groups["fee"] is { Success: true } fee)
                fields.Add(Figure("flat_fee", fee.Value));
            if (tier.Groups["size"] is { Success: true } size)
                yield return Figure("package_size", size.Value);
            tiers.Add(Json(fields));
        }

        yield return $"\"tiers\":[{string.Join(',', tiers)}]";
    }

    private static IEnumerable<string> Terms(TableRow row)
    {
        List<string> surcharges = [], limits = [];
        foreach (var term in row.List("terms").Select(text => text.Split(' ')))
        {
            switch (term)
            {
                case ["fee", var fee]:
                    yield return Figure("flat_fee", fee);
                    break;
                case ["includes", var reports]:
                    yield return Figure("included_reports", reports);
                    break;
                case ["minimum", var minimum]:
                    yield return Figure("minimum_charge", minimum);
                    break;
                case ["ROUTINE" or "URGENT" or "STAT", var surcharge]:
                    surcharges.Add(Figure(term[0], surcharge));
                    break;
                case ["images", "≤", var images]:
                    limits.Add(Figure("max_images_per_report", images));
                    break;
                case ["daily", "≤", var daily]:
                    limits.Add(Figure("max_reports_per_day", daily));
                    break;
                default:
                    throw new FormatException($"\"{string.Join(' ', term)}\" is no term of a rule");
            }
        }

        if (surcharges.Count > 0)
            yield return $"\"surcharges\":{Json(surcharges)}";
        if (limits.Count > 0)
            yield return $"\"limits\":{Json(limits)}";
    }

    [GeneratedRegex(@"^(?:≤ (?<end>[\d,]+) at|then|all at|packages of (?<size>[\d,]+) at) (?<price>[\d,.]+)(?: \+ fee (?<fee>[\d,.]+))?$", RegexOptions.None, 1000)]
    private static partial Regex Tier();
}
