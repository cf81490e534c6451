using System.Text;
using Sluice.Engine.Testing.Scheduling;
using Sluice.Topology.Reference;

namespace Sluice.Simulation.Worlds;

/// <summary>
/// Draws clients, providers and their rules in several versions, recorded in any order: backdated, at one instant,
/// long after the reports that need them, or never.
/// </summary>
internal sealed class ReferenceDraw(SimulationRandom random, Cast cast, Timeline timeline)
{
    private readonly int _style = random.Below(4);
    private readonly ProviderRuleDraw _providerRules = new(random, cast);
    private readonly ClientRuleDraw _clientRules = new(random, cast);

    public void Draw()
    {
        foreach (var client in cast.Clients.Where(_ => !random.Percent(8)))
        {
            Versions(ReferenceTopics.Clients, client, 3, recorded => Client(client, recorded));
            for (var rule = random.Range(1, 4); rule > 0; rule--)
            {
                var id = $"CR-{client}-{rule}";
                Versions(ReferenceTopics.ClientPricingRules, client, 3, recorded => _clientRules.Draw(id, client, recorded));
            }
        }

        foreach (var provider in cast.Providers.Where(_ => !random.Percent(8)))
        {
            Versions(ReferenceTopics.Providers, provider, 3, recorded => Provider(provider, recorded));
        }

        Versions(ReferenceTopics.ProviderPricingRules, "PR-0", 2, recorded => _providerRules.Draw("PR-0", recorded, matchAll: true));
        for (var rule = random.Range(2, 12); rule > 0; rule--)
        {
            var id = $"PR-{rule}";
            Versions(ReferenceTopics.ProviderPricingRules, id, 2, recorded => _providerRules.Draw(id, recorded, matchAll: false));
        }
    }

    private void Versions(string topic, string key, int most, Func<string, string> draw)
    {
        var recorded = random.Instant(-300, cast.Days);
        for (var version = random.Range(1, most); version > 0; version--)
        {
            // Some versions share one instant: then the contents decide.
            recorded = random.Percent(15) ? recorded : random.Instant(-300, cast.Days);
            Put(topic, key, draw(recorded));
        }
    }

    private void Put(string topic, string key, string json)
    {
        var at = Place();
        if (random.Percent(4))
        {
            var (wrongKey, spoilt) = Spoiling.Reference(random, key, json);
            timeline.Put(at, new SentRecord(topic, wrongKey, spoilt, null));
        }

        var record = new SentRecord(topic, Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(json), null);
        timeline.Put(at, record);
        if (random.Percent(5))
        {
            timeline.Put(Place(), record);
        }
    }

    /// <summary>Per seed: everything first, mostly first, at any time, or mostly last.</summary>
    private int Place() => _style switch
    {
        0 => 0,
        1 => random.Percent(75) ? 0 : random.Below(Timeline.End),
        2 => random.Below(Timeline.End),
        _ => random.Percent(40) ? Timeline.End : random.Below(Timeline.End),
    };

    private string Client(string id, string recorded) =>
        $$"""{"client_id":"{{id}}","name":"Client {{random.Below(100)}}","currency":"{{(random.Percent(85) ? "INR" : "USD")}}","contract_start":"2024-01-01","recorded_at":"{{recorded}}"}""";

    private string Provider(string id, string recorded)
    {
        var from = random.Percent(60) ? "2025-01-01" : random.Date(0, cast.Days);
        return $$"""{"provider_id":"{{id}}","name":"Provider","grade":"{{random.Pick(ProviderRuleDraw.Grades)}}","seniority":"{{random.Pick(ProviderRuleDraw.Seniorities)}}","currency":"INR","effective_from":"{{from}}","recorded_at":"{{recorded}}"}""";
    }
}
