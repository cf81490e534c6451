using System.Text;

namespace Sluice.Topology.Tests.Records;

/// <summary>Writes test messages field by field, values as raw JSON; null leaves a field out.</summary>
internal static class JsonOf
{
    public static readonly (string Name, string? Json)[] Report =
    [
        ("report_id", "\"R1\""), ("client_id", "\"C1\""), ("provider_id", "\"P1\""), ("modality", "\"CT\""),
        ("body_part", "\"HEAD\""), ("priority", "\"STAT\""), ("images", "3"),
        ("completed_at", "\"2026-01-15T10:00:00Z\""), ("revision", "2"), ("cancelled", "false"),
    ];

    public static readonly (string Name, string? Json)[] Client =
    [
        ("client_id", "\"C1\""), ("name", "\"City Hospital\""), ("address", "\"1 Main Road\\nPune\""), ("tax_id", "\"T1\""),
        ("currency", "\"INR\""), ("contract_start", "\"2024-02-29\""), ("segment", "\"A\""), ("fx_policy", "\"average\""),
        ("recorded_at", "\"2026-01-01T00:00:00+05:30\""),
    ];

    public static readonly (string Name, string? Json)[] Provider =
    [
        ("provider_id", "\"P1\""), ("name", "\"Dr. Rao\""), ("grade", "\"A\""), ("seniority", "\"senior\""),
        ("currency", "\"USD\""), ("effective_from", "\"2025-01-01\""), ("recorded_at", "\"2025-01-01T00:00:00Z\""),
    ];

    public static readonly (string Name, string? Json)[] ProviderRule =
    [
        ("rule_id", "\"PR1\""), ("match", "{\"modality\":\"CT\",\"priority\":\"STAT\"}"), ("fee", "350.50"), ("currency", "\"INR\""),
        ("surcharges", "{\"STAT\":100,\"URGENT\":5e1}"), ("extra_images", "{\"over\":500,\"fee\":0.25}"),
        ("effective_from", "\"2025-01-01\""), ("effective_to", "\"2026-12-31\""), ("recorded_at", "\"2025-01-01T00:00:00Z\""),
    ];

    public static readonly (string Name, string? Json)[] ClientRule =
    [
        ("rule_id", "\"CR1\""), ("client_id", "\"C1\""), ("modality", "\"*\""), ("contract_type", "\"PER_REPORT\""),
        ("tier_mode", "\"graduated\""),
        ("tiers", "[{\"up_to\":100,\"unit_price\":900},{\"up_to\":500,\"unit_price\":850.0,\"flat_fee\":10},{\"up_to\":null,\"unit_price\":800}]"),
        ("surcharges", "{\"STAT\":150}"), ("currency", "\"INR\""), ("limits", "{\"max_images_per_report\":2000}"),
        ("effective_from", "\"2025-01-01\""), ("recorded_at", "\"2025-01-01T00:00:00Z\""),
    ];

    public static string Record((string Name, string? Json)[] fields, params (string Name, string? Json)[] changes)
    {
        var json = new StringBuilder("{");
        IEnumerable<(string Name, string? Json)> kept = fields.Where(f => !changes.Any(c => c.Name == f.Name));
        foreach ((string name, string? value) in kept.Concat(changes).Where(f => f.Json is not null))
            json.Append(json.Length > 1 ? "," : "").Append('"').Append(name).Append("\":").Append(value);
        return json.Append('}').ToString();
    }
}
