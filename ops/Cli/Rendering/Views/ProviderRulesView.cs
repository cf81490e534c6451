using Sluice.Cli.Reading;
using Sluice.Topology.Records;
using Sluice.Topology.Reference;

namespace Sluice.Cli.Rendering.Views;

/// <summary>What providers are paid. A rule that names no provider is one for all that it fits.</summary>
/// <param name="names">Providers' names by id, for people.</param>
/// <param name="all">Whether every version is listed, so that the one that counts must be told apart.</param>
internal sealed class ProviderRulesView(IReadOnlyList<RuleVersion> versions, IReadOnlyDictionary<string, string> names, bool all)
    : View(PriceBookTables.ProviderPricingRules, [.. versions.Select(v => v.Row)])
{
    protected override string Nothing => "no provider rules yet: ./sluice ingest provider_pricing_rules FILE, then ./sluice run --until-idle";

    protected override string NoneFound => "no provider rules";

    protected override TextTable ToText(Terminal terminal)
    {
        TextColumn[] columns =
        [
            new("provider"), new("name", ShrinksTo: 9, Drop: 1), new("for", ShrinksTo: 10, Wraps: true, Drop: 4), new("rule", ShrinksTo: 8),
            new("pay", ShrinksTo: 18, Wraps: true), new(""), new("in effect", Drop: all ? 2 : 3), new("recorded", Drop: all ? 3 : 2), new(""),
        ];
        var text = new TextTable([.. columns, .. Extras()]);
        string? provider = "";
        foreach (var (version, rule) in versions.Select(v => (v, (ProviderRuleRecord)v.Record))
            .OrderBy(v => v.Item2.Match.ProviderId is null).ThenBy(v => v.Item2.Match.ProviderId, StringComparer.Ordinal).ThenBy(v => v.Item2.RuleId, StringComparer.Ordinal))
        {
            var isFirst = rule.Match.ProviderId != provider;
            provider = rule.Match.ProviderId;
            text.Add(
            [
                isFirst ? provider ?? "any" : "",
                new Cell(isFirst && provider is not null ? names.GetValueOrDefault(provider, "") : "", Tone.Muted),
                RuleWords.Match(rule.Match),
                rule.RuleId,
                new Cell(RuleWords.Pay(rule), version.Counts ? Tone.Plain : Tone.Muted),
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
