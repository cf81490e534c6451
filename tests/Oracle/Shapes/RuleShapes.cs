using System.Text.Json;

namespace Sluice.Oracle.Shapes;

/// <summary>The shapes of the two kinds of pricing rule.</summary>
internal static class RuleShapes
{
    private static readonly Shape Surcharges = new(
    [
        Field.Optional("ROUTINE", Checks.Amount),
        Field.Optional("URGENT", Checks.Amount),
        Field.Optional("STAT", Checks.Amount),
    ]);

    private static readonly Shape Match = new(
    [
        Field.Optional("provider_id", Checks.OptionalText),
        Field.Optional("grade", Checks.OptionalText),
        Field.Optional("seniority", Checks.OptionalText),
        Field.Optional("modality", Checks.OptionalText),
        Field.Optional("priority", TopicShapes.Priority),
    ]);

    private static readonly Shape ExtraImages = new(
    [
        Field.Required("over", Checks.Whole(0)),
        Field.Required("fee", Checks.Amount),
    ]);

    private static readonly Shape Tier = new(
    [
        Field.Nullable("up_to", Checks.Whole(1)),
        Field.Required("unit_price", Checks.Amount),
        Field.Optional("flat_fee", Checks.Amount),
    ]);

    private static readonly Shape Limits = new(
    [
        Field.Optional("max_images_per_report", Checks.Whole(0)),
        Field.Optional("max_reports_per_day", Checks.Whole(0)),
    ]);

    public static Shape Provider { get; } = new(
    [
        Field.Required("rule_id", Checks.Text),
        Field.Required("match", Checks.Object(Match)),
        Field.Required("fee", Checks.Amount),
        Field.Required("currency", Checks.Currency),
        Field.Optional("surcharges", Checks.Object(Surcharges)),
        Field.Optional("extra_images", Checks.Object(ExtraImages)),
        Field.Required("effective_from", Checks.Date),
        Field.Optional("effective_to", Checks.Date),
        Field.Required("recorded_at", Checks.Instant),
    ], PeriodLaw);

    public static Shape Client { get; } = new(
    [
        Field.Required("rule_id", Checks.Text),
        Field.Required("client_id", Checks.Text),
        Field.Required("modality", Checks.Text),
        Field.Required("contract_type", Checks.OneOf("PER_REPORT", "SUBSCRIPTION", "MINIMUM_GUARANTEE")),
        Field.Required("tier_mode", Checks.OneOf("graduated", "volume", "package")),
        Field.Required("tiers", Checks.ArrayOf(Tier)),
        Field.Optional("package_size", Checks.Whole(1)),
        Field.Optional("surcharges", Checks.Object(Surcharges)),
        Field.Optional("flat_fee", Checks.Amount),
        Field.Optional("included_reports", Checks.Whole(0)),
        Field.Optional("minimum_charge", Checks.Amount),
        Field.Required("currency", Checks.Currency),
        Field.Optional("limits", Checks.Object(Limits)),
        Field.Required("effective_from", Checks.Date),
        Field.Optional("effective_to", Checks.Date),
        Field.Required("recorded_at", Checks.Instant),
    ], ClientRuleLaw);

    private static string? PeriodLaw(JsonElement rule) =>
        rule.DateOrNull("effective_to") < rule.DateOrNull("effective_from")
            ? "field effective_to lies before effective_from"
            : null;

    private static string? ClientRuleLaw(JsonElement rule)
    {
        if (PeriodLaw(rule) is { } fault)
            return fault;
        var tiers = rule.GetProperty("tiers").EnumerateArray().ToArray();
        var previous = 0L;
        foreach (var tier in tiers[..^1])
        {
            if (tier.WholeOrNull("up_to") is not { } upTo || upTo <= previous)
                return "field tiers is not ascending by up_to";
            previous = upTo;
        }
        if (tiers[^1].WholeOrNull("up_to") is not null)
            return "field tiers does not end with up_to null";
        if (rule.Text("tier_mode") == "package" && (tiers.Length != 1 || tiers[0].NumberOrNull("flat_fee") is not null))
            return "field tiers of a package is not one tier without flat_fee";
        if (rule.Text("tier_mode") == "package" && rule.WholeOrNull("package_size") is null)
            return "field package_size is missing";
        if (rule.Text("contract_type") == "SUBSCRIPTION" && rule.NumberOrNull("flat_fee") is null)
            return "field flat_fee is missing";
        return rule.Text("contract_type") == "MINIMUM_GUARANTEE" && rule.NumberOrNull("minimum_charge") is null
            ? "field minimum_charge is missing"
            : null;
    }
}
