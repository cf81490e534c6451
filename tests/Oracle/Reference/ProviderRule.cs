using System.Text.Json;
using Sluice.Oracle.Shapes;

namespace Sluice.Oracle.Reference;

/// <summary>What a provider is paid for a report that matches; a null match field matches anything.</summary>
internal sealed record ProviderRule(
    string Id, string? ProviderId, string? Grade, string? Seniority, string? Modality, string? Priority,
    decimal Fee, string Currency, IReadOnlyDictionary<string, decimal> Surcharges,
    long ImagesOver, decimal ExtraImageFee, Period Effective, long RecordedAt)
{
    public static ProviderRule Read(JsonElement rule)
    {
        var match = rule.GetProperty("match");
        var extra = rule.Present("extra_images");
        return new ProviderRule(
            rule.Text("rule_id"),
            match.TextOrNull("provider_id"), match.TextOrNull("grade"), match.TextOrNull("seniority"),
            match.TextOrNull("modality"), match.TextOrNull("priority"),
            rule.NumberOrNull("fee")!.Value, rule.Text("currency"), Reference.Surcharges.Read(rule),
            extra?.WholeOrNull("over") ?? 0, extra?.NumberOrNull("fee") ?? 0,
            Period.Read(rule), rule.Instant("recorded_at"));
    }

    /// <summary>How closely the rule matches; provider_id outweighs the four others together.</summary>
    public int Closeness =>
        (ProviderId is null ? 0 : 5) + (Grade is null ? 0 : 1) + (Seniority is null ? 0 : 1)
        + (Modality is null ? 0 : 1) + (Priority is null ? 0 : 1);

    public bool Matches(Provider provider, string modality, string priority) =>
        (ProviderId ?? provider.Id) == provider.Id && (Grade ?? provider.Grade) == provider.Grade
        && (Seniority ?? provider.Seniority) == provider.Seniority
        && (Modality ?? modality) == modality && (Priority ?? priority) == priority;
}
