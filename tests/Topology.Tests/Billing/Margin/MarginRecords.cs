using Sluice.Topology.Reference;

namespace Sluice.Topology.Tests.Billing.Margin;

/// <summary>One message for the margin flow.</summary>
internal sealed record MarginRecord(string Topic, string Key, string Json);

/// <summary>Messages as producers write them.</summary>
internal static class MarginRecords
{
    public static MarginRecord Client(string id, string currency, string recorded, string fxPolicy = "month-end") => new(ReferenceTopics.Clients, id,
        $$"""{"client_id":"{{id}}","name":"N","currency":"{{currency}}","contract_start":"2024-01-01","fx_policy":"{{fxPolicy}}","recorded_at":"{{recorded}}"}""");

    public static MarginRecord Rate(string currency, string date, string rate, string recorded = MarginDesk.Recorded) => new(ReferenceTopics.FxRates, currency,
        $$"""{"base":"{{currency}}","quote":"INR","date":"{{date}}","rate":{{rate}},"source":"test","recorded_at":"{{recorded}}"}""");

    public static MarginRecord Provider(string id, string grade, string from, string recorded) => new(ReferenceTopics.Providers, id,
        $$"""{"provider_id":"{{id}}","name":"N","grade":"{{grade}}","seniority":"senior","currency":"INR","effective_from":"{{from}}","recorded_at":"{{recorded}}"}""");

    public static MarginRecord ProviderRule(string id, string match, string fee, string currency, string from, string recorded) =>
        new(ReferenceTopics.ProviderPricingRules, id,
            $$"""{"rule_id":"{{id}}","match":{{match}},"fee":{{fee}},"currency":"{{currency}}","effective_from":"{{from}}","recorded_at":"{{recorded}}"}""");

    public static MarginRecord ClientRule(string id, string part, string client)
    {
        (string Name, string Value)[] usual =
        [
            ("modality", "\"*\""), ("contract_type", "\"PER_REPORT\""), ("tier_mode", "\"graduated\""), ("currency", "\"INR\""),
            ("effective_from", "\"2020-01-01\""), ("recorded_at", $"\"{MarginDesk.Recorded}\""),
        ];
        var filled = usual.Where(f => !part.Contains($"\"{f.Name}\":", StringComparison.Ordinal)).Select(f => $",\"{f.Name}\":{f.Value}");
        return new(ReferenceTopics.ClientPricingRules, client, $$"""{"rule_id":"{{id}}","client_id":"{{client}}",{{part}}{{string.Concat(filled)}}}""");
    }

    public static MarginRecord Report(
        string id, string client, string provider, string modality, string priority, int images, string at, int revision, bool cancelled) =>
        new(FinanceTopics.Reports, client,
            $$"""{"report_id":"{{id}}","client_id":"{{client}}","provider_id":"{{provider}}","modality":"{{modality}}","priority":"{{priority}}","images":{{images}},"completed_at":"{{at}}","revision":{{revision}},"cancelled":{{(cancelled ? "true" : "false")}}}""");
}
