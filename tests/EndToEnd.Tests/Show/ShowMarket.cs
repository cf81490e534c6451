using Sluice.EndToEnd.Tests.Harness;

namespace Sluice.EndToEnd.Tests.Show;

/// <summary>The smallest marketplace, and what the lists are tried with.</summary>
public abstract class ShowMarket : SmallMarket
{
    protected static string Client(string id, string currency, string more = "") =>
        $$"""{"client_id":"{{id}}","name":"Client {{id}}","currency":"{{currency}}",{{more}}"contract_start":"2025-01-01","recorded_at":"2025-01-01T00:00:00Z"}""";

    protected static string Rule(string id, string client, string currency, string recordedAt = "2025-01-01T00:00:00Z", string price = "10", string more = "") =>
        $$"""{"rule_id":"{{id}}","client_id":"{{client}}","modality":"*","contract_type":"PER_REPORT","tier_mode":"graduated","tiers":[{"up_to":null,"unit_price":{{price}}}],{{more}}"currency":"{{currency}}","effective_from":"2025-01-01","recorded_at":"{{recordedAt}}"}""";

    protected static string Rate(string currency, string date, string rate) =>
        $$"""{"base":"{{currency}}","quote":"INR","date":"{{date}}","rate":{{rate}},"source":"test","recorded_at":"2025-01-01T00:00:00Z"}""";

    protected static string ReportAt(int number, string completedAt, string client = "C-1") =>
        Records.Report(number, client: client).Replace("2026-01-15T10:00:00+05:30", completedAt, StringComparison.Ordinal);

    protected async Task IngestAsync(string topic, params string[] lines) =>
        await SucceedAsync("ingest", topic, Write($"{topic}.jsonl", lines));

    protected async Task ProcessAsync() => await SucceedAsync("run", "--until-idle");

    /// <summary>The table that a person sees, its lines without the blanks at their ends.</summary>
    protected async Task<string[]> TableAsync(params string[] args) =>
        [.. (await SucceedAsync(args)).Stdout.TrimEnd('\n').Split('\n').Select(l => l.TrimEnd())];
}
