using Sluice.Engine.Testing.Scheduling;

namespace Sluice.Simulation.Worlds;

/// <summary>Draws provider rules with every match field, surcharges and fees for extra images.</summary>
internal sealed class ProviderRuleDraw(SimulationRandom random, Cast cast)
{
    public static readonly string[] Grades = ["A", "B", "C"];
    public static readonly string[] Seniorities = ["junior", "senior"];
    public static readonly string[] Priorities = ["ROUTINE", "URGENT", "STAT"];

    private readonly int _foreign = random.Pick([10, 30, 60]);

    public string Draw(string id, string recorded, bool matchAll)
    {
        var match = matchAll ? "" : string.Join(',', MatchFields());
        var surcharges = random.Percent(40) ? $$""","surcharges":{{Surcharges(random)}}""" : "";
        var extra = random.Percent(40) ? $$""","extra_images":{"over":{{random.Range(0, 60)}},"fee":{{random.Amount(9)}}}""" : "";
        var currency = random.Percent(_foreign) ? random.Pick(Cast.AllCurrencies) : "INR";
        return $$"""{"rule_id":"{{id}}","match":{{{match}}},"fee":{{random.Amount(900)}},"currency":"{{currency}}"{{surcharges}}{{extra}},{{Effective(random, cast, matchAll)}},"recorded_at":"{{recorded}}"}""";
    }

    /// <summary>Fields <c>effective_from</c> and sometimes <c>effective_to</c>; <paramref name="always"/> leaves no gap.</summary>
    public static string Effective(SimulationRandom random, Cast cast, bool always)
    {
        if (always || random.Percent(55))
        {
            return "\"effective_from\":\"2025-01-01\"";
        }

        var from = random.Range(-30, cast.Days);
        var to = random.Percent(50) ? $$""","effective_to":"{{random.Date(from, cast.Days + 30)}}" """.TrimEnd() : "";
        return $$""" "effective_from":"{{Calendar.Start.AddDays(from):yyyy-MM-dd}}"{{to}}""".TrimStart();
    }

    public static string Surcharges(SimulationRandom random) =>
        "{" + string.Join(',', Priorities.Where(_ => random.Percent(60)).Select(p => $"\"{p}\":{random.Amount(200)}")) + "}";

    private IEnumerable<string> MatchFields()
    {
        if (random.Percent(35))
        {
            yield return $"\"provider_id\":\"{random.Pick(cast.Providers)}\"";
        }

        if (random.Percent(35))
        {
            yield return $"\"grade\":\"{random.Pick(Grades)}\"";
        }

        if (random.Percent(30))
        {
            yield return $"\"seniority\":\"{random.Pick(Seniorities)}\"";
        }

        if (random.Percent(40))
        {
            yield return $"\"modality\":\"{random.Pick(cast.Modalities)}\"";
        }

        if (random.Percent(30))
        {
            yield return $"\"priority\":\"{random.Pick(Priorities)}\"";
        }
    }
}
