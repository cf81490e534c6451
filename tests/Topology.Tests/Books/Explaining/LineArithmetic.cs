using System.Text.Json;
using Sluice.Topology.Books.Explaining;
using Sluice.Topology.Books.Sheets;

namespace Sluice.Topology.Tests.Books.Explaining;

/// <summary>What a line comes to by the JSON of its rule and the reports listed for it: school arithmetic, none of the engine's.</summary>
internal static class LineArithmetic
{
    private static readonly JsonElement s_none = JsonDocument.Parse("""{"unit_price":0}""").RootElement;

    /// <param name="rule">A version of the line's rule, as it was sent.</param>
    /// <param name="counted">How many reports all tier lines of the rule list together.</param>
    public static decimal Amount(JsonElement rule, ExplainedLine line, int counted) => Math.Round(
        line.Line.Kind switch
        {
            LineKinds.Tier => Units(rule, line.Reports.Count) * Tier(rule, line).GetProperty("unit_price").GetDecimal(),
            LineKinds.TierFee => IsReached(rule, line.Line.Tier!.Value - 1, counted) ? Fee(Tier(rule, line)) : 0m,
            LineKinds.Surcharge => line.Reports.Sum(r => Surcharge(rule, r.Report.Priority.ToString().ToUpperInvariant())),
            LineKinds.Reports => line.Reports.Count * rule.GetProperty("fee").GetDecimal(),
            var kind => throw new ArgumentException($"{kind} is priced by no rule"),
        },
        2,
        MidpointRounding.AwayFromZero);

    /// <summary>How many reports a tier holds when so many climb the rule's tiers.</summary>
    public static int Held(JsonElement rule, int tier, int counted) => Mode(rule) == "graduated"
        ? Math.Min(counted, UpTo(rule, tier)) - (tier == 0 ? 0 : Math.Min(counted, UpTo(rule, tier - 1)))
        : IsReached(rule, tier, counted) && counted <= UpTo(rule, tier) ? counted : 0;

    private static decimal Surcharge(JsonElement rule, string priority) =>
        rule.TryGetProperty("surcharges", out var all) && all.TryGetProperty(priority, out var amount) ? amount.GetDecimal() : 0m;

    private static decimal Fee(JsonElement tier) => tier.TryGetProperty("flat_fee", out var fee) ? fee.GetDecimal() : 0m;

    private static bool IsReached(JsonElement rule, int tier, int counted) => tier == 0 || counted > UpTo(rule, tier - 1);

    private static int Units(JsonElement rule, int reports) =>
        Mode(rule) == "package" ? (int)Math.Ceiling(reports / (decimal)rule.GetProperty("package_size").GetInt32()) : reports;

    private static int UpTo(JsonElement rule, int tier) =>
        tier < rule.GetProperty("tiers").GetArrayLength() && rule.GetProperty("tiers")[tier].GetProperty("up_to") is { ValueKind: JsonValueKind.Number } end
            ? end.GetInt32()
            : int.MaxValue;

    /// <summary>A version with fewer tiers than the line's is not the one.</summary>
    private static JsonElement Tier(JsonElement rule, ExplainedLine line) =>
        rule.GetProperty("tiers").EnumerateArray().ElementAtOrDefault(line.Line.Tier!.Value - 1) is { ValueKind: JsonValueKind.Object } tier ? tier : s_none;

    private static string Mode(JsonElement rule) => rule.GetProperty("tier_mode").GetString()!;
}
