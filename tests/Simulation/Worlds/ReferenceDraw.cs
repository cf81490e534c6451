using Sluice.Engine.Testing.Scheduling;
using Sluice.Topology.Reference;

namespace Sluice.Simulation.Worlds;

/// <summary>Draws clients, providers and their rules in several versions; some parties stay unknown for ever.</summary>
internal sealed class ReferenceDraw(SimulationRandom random, Cast cast, Timeline timeline)
{
    private readonly ReferencePlacing _placing = new(random.Fork(), cast, timeline);
    private readonly ProviderRuleDraw _providerRules = new(random, cast);
    private readonly ClientRuleDraw _clientRules = new(random, cast);

    public void Draw()
    {
        // The first is always known in the end, so that there is a month to close.
        foreach (var client in cast.Clients.Where((_, i) => !random.Percent(8) || i == 0))
        {
            _placing.Versions(ReferenceTopics.Clients, client, 3, recorded => Client(client, recorded));
            for (var rule = random.Range(1, 4); rule > 0; rule--)
            {
                var id = $"CR-{client}-{rule}";
                _placing.Versions(ReferenceTopics.ClientPricingRules, client, 3, recorded => _clientRules.Draw(id, client, recorded));
            }
        }

        foreach (var provider in cast.Providers.Where(_ => !random.Percent(8)))
        {
            _placing.Versions(ReferenceTopics.Providers, provider, 3, recorded => Provider(provider, recorded));
        }

        _placing.Versions(ReferenceTopics.ProviderPricingRules, "PR-0", 2, recorded => _providerRules.Draw("PR-0", recorded, matchAll: true));
        for (var rule = random.Range(2, 12); rule > 0; rule--)
        {
            var id = $"PR-{rule}";
            _placing.Versions(ReferenceTopics.ProviderPricingRules, id, 2, recorded => _providerRules.Draw(id, recorded, matchAll: false));
        }
    }

    private string Client(string id, string recorded)
    {
        var currency = random.Percent(93) ? cast.Currencies[id] : random.Pick(Cast.AllCurrencies);
        var policy = random.Below(3) switch { 0 => "", 1 => "\"fx_policy\":\"month-end\",", _ => "\"fx_policy\":\"average\"," };
        return $$"""{"client_id":"{{id}}","name":"Client {{random.Below(100)}}","currency":"{{currency}}","contract_start":"2024-01-01",{{policy}}"recorded_at":"{{recorded}}"}""";
    }

    private string Provider(string id, string recorded)
    {
        var from = random.Percent(60) ? "2025-01-01" : random.Date(0, cast.Days);
        return $$"""{"provider_id":"{{id}}","name":"Provider","grade":"{{random.Pick(ProviderRuleDraw.Grades)}}","seniority":"{{random.Pick(ProviderRuleDraw.Seniorities)}}","currency":"INR","effective_from":"{{from}}","recorded_at":"{{recorded}}"}""";
    }
}
