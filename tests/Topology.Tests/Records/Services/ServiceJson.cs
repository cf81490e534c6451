namespace Sluice.Topology.Tests.Records.Services;

/// <summary>Jobs and ledger entries with every field said, as raw JSON.</summary>
internal static class ServiceJson
{
    /// <summary>A name that no other text of a test holds.</summary>
    public const string Patient = "Xqvarion Zzyx";

    public static readonly (string Name, string? Json)[] Job =
    [
        ("job_id", "\"J1\""), ("client_id", "\"C1\""), ("site", "\"City Hospital\""), ("service_type", "\"CT Brain\""),
        ("service_date", "\"2026-01-15\""), ("quantity", "2"), ("unit_rate", "450.25"), ("amount", "900.50"),
        ("currency", "\"INR\""), ("patient_name", $"\"{Patient}\""), ("revision", "3"), ("cancelled", "false"),
    ];

    public static readonly (string Name, string? Json)[] Entry =
    [
        ("entry_id", "\"L1\""), ("client_id", "\"C1\""), ("job_ref", "\"J1\""), ("site", "\"City Hospital\""),
        ("service_type", "\"CT Brain\""), ("service_date", "\"2026-01-15\""), ("posted_date", "\"2026-01-17\""),
        ("quantity", "-2"), ("amount", "-900.50"), ("currency", "\"INR\""), ("description", "\"first\\nsecond\""),
        ("reverses", "\"L0\""), ("revision", "3"), ("cancelled", "true"),
    ];

    public static string JobWith(params (string Name, string? Json)[] changes) => JsonOf.Record(Job, changes);

    public static string EntryWith(params (string Name, string? Json)[] changes) => JsonOf.Record(Entry, changes);
}
