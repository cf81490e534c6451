using System.Globalization;
using System.Text;
using Sluice.Oracle;
using Sluice.Oracle.Input;
using Sluice.Oracle.Results;

namespace Sluice.Simulation.Tests.Oracle;

/// <summary>Collects records for a case: client C-1 in INR, provider P-1 of grade A paid 250 a report, unless told otherwise.</summary>
internal sealed class Desk
{
    public const string Recorded = "2025-06-01T00:00:00Z";

    public List<OracleRecord> Records { get; } = [];

    /// <summary>A desk with the usual client, provider and provider rule, and the client rule given in part.</summary>
    public static Desk Usual(string clientRule = """ "tiers":[{"up_to":null,"unit_price":1000}] """)
    {
        var desk = new Desk();
        desk.Client("C-1").Provider("P-1").ProviderRule("PR-1");
        return clientRule.Length == 0 ? desk : desk.ClientRule("CR-1", clientRule);
    }

    public Desk Client(string id, string currency = "INR", string recorded = Recorded, string? policy = null) => Add(Topics.Clients, id,
        $$"""{"client_id":"{{id}}","name":"N","currency":"{{currency}}","contract_start":"2024-01-01",{{(policy is null ? "" : $"\"fx_policy\":\"{policy}\",")}}"recorded_at":"{{recorded}}"}""");

    public Desk Rate(string currency, string date, decimal rate, string recorded = Recorded, string source = "bank") => Add(Topics.FxRates, currency,
        $$"""{"base":"{{currency}}","quote":"INR","date":"{{date}}","rate":{{rate.ToString(CultureInfo.InvariantCulture)}},"source":"{{source}}","recorded_at":"{{recorded}}"}""");

    public Desk Provider(string id, string grade = "A", string from = "2020-01-01", string recorded = Recorded) =>
        Add(Topics.Providers, id,
            $$"""{"provider_id":"{{id}}","name":"N","grade":"{{grade}}","seniority":"senior","currency":"INR","effective_from":"{{from}}","recorded_at":"{{recorded}}"}""");

    public Desk ProviderRule(
        string id, string match = "{}", decimal fee = 250, string more = "", string from = "2020-01-01", string recorded = Recorded,
        string currency = "INR") =>
        Add(Topics.ProviderRules, id,
            $$"""{"rule_id":"{{id}}","match":{{match}},"fee":{{fee}},"currency":"{{currency}}",{{more}}"effective_from":"{{from}}","recorded_at":"{{recorded}}"}""");

    /// <param name="id">The rule.</param>
    /// <param name="part">Its fields beyond the usual ones; a usual one given here takes the place of the usual.</param>
    public Desk ClientRule(string id, string part, string client = "C-1")
    {
        var usual = new (string Name, string Value)[]
        {
            ("modality", "\"*\""), ("contract_type", "\"PER_REPORT\""), ("tier_mode", "\"graduated\""),
            ("currency", "\"INR\""), ("effective_from", "\"2020-01-01\""), ("recorded_at", $"\"{Recorded}\""),
        };
        var filled = usual.Where(field => !part.Contains($"\"{field.Name}\":", StringComparison.Ordinal))
            .Select(field => $"\"{field.Name}\":{field.Value}");
        return Add(Topics.ClientRules, client,
            $$"""{"rule_id":"{{id}}","client_id":"{{client}}",{{part}},{{string.Join(',', filled)}}}""");
    }

    public Desk Report(
        string id, string client = "C-1", string provider = "P-1", string modality = "CT", string priority = "ROUTINE",
        long images = 10, string at = "2026-01-15T06:00:00Z", int revision = 1, bool cancelled = false) =>
        Add(Topics.Reports, client,
            $$"""{"report_id":"{{id}}","client_id":"{{client}}","provider_id":"{{provider}}","modality":"{{modality}}","priority":"{{priority}}","images":{{images}},"completed_at":"{{at}}","revision":{{revision}},"cancelled":{{(cancelled ? "true" : "false")}}}""");

    public Desk Reports(int count, string prefix = "R", string modality = "CT", string at = "2026-01-15T06:00:00Z")
    {
        for (var i = 1; i <= count; i++)
            Report($"{prefix}-{i}", modality: modality, at: at);
        return this;
    }

    public Desk Add(string topic, string key, string json)
    {
        var offset = Records.Count(record => record.Topic == topic);
        Records.Add(new OracleRecord(topic, 0, offset, Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(json)));
        return this;
    }

    public MarginBooks Books(OracleOptions? options = null) => MarginOracle.Compute(Records, options);

    /// <summary>The only margin row there is.</summary>
    public MarginRow Margin() => Books().Margins.ShouldHaveSingleItem();
}
