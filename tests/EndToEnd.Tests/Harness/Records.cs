namespace Sluice.EndToEnd.Tests.Harness;

/// <summary>A smallest marketplace: one client, one provider, and what they cost.</summary>
public static class Records
{
    public const string Client =
        """{"client_id":"C-1","name":"Lakeside Clinic","currency":"INR","contract_start":"2025-01-01","recorded_at":"2025-01-01T00:00:00Z"}""";

    public const string Provider =
        """{"provider_id":"P-1","name":"Dr Rao","grade":"A","seniority":"SENIOR","currency":"INR","effective_from":"2025-01-01","recorded_at":"2025-01-01T00:00:00Z"}""";

    public const string ProviderRule =
        """{"rule_id":"PR-1","match":{},"fee":300,"currency":"INR","effective_from":"2025-01-01","recorded_at":"2025-01-01T00:00:00Z"}""";

    public static string ClientRule { get; } = Rule("graduated", """{"up_to":100,"unit_price":900},{"up_to":500,"unit_price":850},{"up_to":null,"unit_price":800}""");

    public static string Rule(string mode, string tiers, string more = "") =>
        $$"""{"rule_id":"CR-1","client_id":"C-1","modality":"*","contract_type":"PER_REPORT","tier_mode":"{{mode}}","tiers":[{{tiers}}],{{more}}"currency":"INR","effective_from":"2025-01-01","recorded_at":"2025-01-01T00:00:00Z"}""";

    public static string Report(int number, string images = "3", string client = "C-1") =>
        $$"""{"report_id":"R-{{number}}","client_id":"{{client}}","provider_id":"P-1","modality":"CT","priority":"ROUTINE","images":{{images}},"completed_at":"2026-01-15T10:00:00+05:30"}""";
}
