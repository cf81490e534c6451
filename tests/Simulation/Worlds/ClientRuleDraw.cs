using Sluice.Engine.Testing.Scheduling;

namespace Sluice.Simulation.Worlds;

/// <summary>Draws client rules of every contract type and tier mode, for one modality or for all, some with small limits.</summary>
internal sealed class ClientRuleDraw(SimulationRandom random, Cast cast)
{
    private static readonly string[] s_modes = ["graduated", "volume", "package"];

    // Per seed no rule has limits, some have, or most.
    private readonly int _limits = random.Pick([0, 40, 80]);

    public string Draw(string id, string client, string recorded)
    {
        var mode = random.Pick(s_modes);
        var modality = random.Percent(55) ? "*" : random.Pick(cast.Modalities);
        var package = mode == "package" ? $",\"package_size\":{random.Range(1, 9)}" : "";
        var surcharges = random.Percent(40) ? $",\"surcharges\":{ProviderRuleDraw.Surcharges(random)}" : "";
        var currency = random.Percent(93) ? cast.Currencies[client] : random.Pick(Cast.AllCurrencies);
        return $$"""{"rule_id":"{{id}}","client_id":"{{client}}","modality":"{{modality}}",{{Contract()}},"tier_mode":"{{mode}}","tiers":[{{Tiers(mode)}}]{{package}}{{surcharges}},"currency":"{{currency}}",{{Limits()}}{{ProviderRuleDraw.Effective(random, cast, random.Percent(40))}},"recorded_at":"{{recorded}}"}""";
    }

    private string Contract() => random.Below(3) switch
    {
        0 => "\"contract_type\":\"PER_REPORT\"",
        1 => $"\"contract_type\":\"SUBSCRIPTION\",\"flat_fee\":{random.Amount(5_000)}" + (random.Percent(70) ? $",\"included_reports\":{random.Below(30)}" : ""),
        _ => $"\"contract_type\":\"MINIMUM_GUARANTEE\",\"minimum_charge\":{random.Amount(60_000)}",
    };

    private string Limits()
    {
        if (!random.Percent(_limits))
        {
            return "";
        }

        var images = random.Percent(50) ? $"\"max_images_per_report\":{random.Pick([0, 20, 80, 110, 119])}" : "";
        var reports = random.Percent(75) ? $"\"max_reports_per_day\":{random.Pick([0, 1, 1, 2, 2, 3, 5, 9])}" : "";
        return $"\"limits\":{{{images}{(images.Length > 0 && reports.Length > 0 ? "," : "")}{reports}}},";
    }

    private string Tiers(string mode)
    {
        var tiers = new List<string>();
        var upTo = 0;
        for (var more = mode == "package" ? 0 : random.Below(4); more > 0; more--)
        {
            upTo += random.Range(1, 25);
            tiers.Add(Tier($"{upTo}", mode));
        }

        tiers.Add(Tier("null", mode));
        return string.Join(',', tiers);
    }

    private string Tier(string upTo, string mode)
    {
        var fee = mode != "package" && random.Percent(25) ? $",\"flat_fee\":{random.Amount(500)}" : "";
        return $$"""{"up_to":{{upTo}},"unit_price":{{random.Amount(1_500)}}{{fee}}}""";
    }
}
