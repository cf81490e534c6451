using System.Text.Json;
using Sluice.Oracle.Shapes;

namespace Sluice.Oracle.Reference;

/// <summary>One price step; <paramref name="UpTo"/> is inclusive and null in the last.</summary>
internal sealed record Tier(long? UpTo, decimal UnitPrice, decimal? FlatFee);

/// <summary>What a client pays for the reports of one slot.</summary>
internal sealed record ClientRule(
    string Id, string ClientId, string Modality, string ContractType, string TierMode, IReadOnlyList<Tier> Tiers,
    long PackageSize, IReadOnlyDictionary<string, decimal> Surcharges, decimal FlatFee, long IncludedReports,
    decimal MinimumCharge, string Currency, long? MaxImagesPerReport, long? MaxReportsPerDay, Period Effective, long RecordedAt)
{
    public static ClientRule Read(JsonElement rule)
    {
        var limits = rule.Present("limits");
        return new ClientRule(
            rule.Text("rule_id"), rule.Text("client_id"), rule.Text("modality"),
            rule.Text("contract_type"), rule.Text("tier_mode"),
            [.. rule.GetProperty("tiers").EnumerateArray().Select(tier =>
                new Tier(tier.WholeOrNull("up_to"), tier.NumberOrNull("unit_price")!.Value, tier.NumberOrNull("flat_fee")))],
            rule.WholeOrNull("package_size") ?? 1, Reference.Surcharges.Read(rule),
            rule.NumberOrNull("flat_fee") ?? 0, rule.WholeOrNull("included_reports") ?? 0,
            rule.NumberOrNull("minimum_charge") ?? 0, rule.Text("currency"),
            limits?.WholeOrNull("max_images_per_report"), limits?.WholeOrNull("max_reports_per_day"),
            Period.Read(rule), rule.Instant("recorded_at"));
    }
}
