using Sluice.Cli.Reading;
using Sluice.Topology.Records;
using Sluice.Topology.Reference;

namespace Sluice.Cli.Rendering.Views;

/// <summary>What clients pay.</summary>
/// <param name="names">Clients' names by id, for people.</param>
/// <param name="all">Whether every version is listed, so that the one that counts must be told apart.</param>
internal sealed class ClientRulesView(IReadOnlyList<RuleVersion> versions, IReadOnlyDictionary<string, string> names, bool all)
    : View(PriceBookTables.ClientPricingRules, [.. versions.Select(v => v.Row)])
{
    /// <summary>The contract needs the room more than a long name does.</summary>
    private const int NameColumnsMax = 20;

    protected override string Nothing => "no client rules yet: ./sluice ingest client_pricing_rules FILE, then ./sluice run --until-idle";

    protected override string NoneFound => "no client rules";

    protected override TextTable ToText(Terminal terminal)
    {
        TextColumn[] columns =
        [
            new("client"), new("name", ShrinksTo: 9, Drop: 1), new("slot", Drop: 4), new("rule", ShrinksTo: 8), new("contract", ShrinksTo: 22, Wraps: true), new(""),
            new("in effect", Drop: all ? 2 : 3), new("recorded", Drop: all ? 3 : 2), new(""),
        ];
        var text = new TextTable([.. columns, .. Extras()]);
        var client = "";
        foreach (var (version, rule) in versions.Select(v => (v, (ClientRuleRecord)v.Record))
            .OrderBy(v => v.Item2.ClientId, StringComparer.Ordinal).ThenBy(v => v.Item2.Modality, StringComparer.Ordinal).ThenBy(v => v.Item2.RuleId, StringComparer.Ordinal))
        {
            var isFirst = rule.ClientId != client;
            client = rule.ClientId;
            text.Add(
            [
                isFirst ? client : "",
                new Cell(isFirst ? DisplayText.Fit(names.GetValueOrDefault(client, ""), NameColumnsMax) : "", Tone.Muted),
                RuleWords.Slot(rule.Modality),
                rule.RuleId,
                new Cell(RuleWords.Contract(rule), version.Counts ? Tone.Plain : Tone.Muted),
                rule.Currency,
                RuleWords.Span(rule.EffectiveFrom, rule.EffectiveTo),
                new Cell(RuleWords.Instant(rule.RecordedAt), Tone.Muted),
                all && version.Counts ? new Cell("counts", Tone.Good) : "",
                .. Extras(version.Row),
            ]);
        }

        return text;
    }
}
