using Sluice.Samples.Chance;
using Sluice.Samples.Market;
using Sluice.Samples.Writing;

namespace Sluice.Samples.Rules;

/// <summary>What providers are paid: by grade, closer by modality and seniority, and for some by name.</summary>
internal sealed class ProviderRuleBook
{
    private static readonly (string Grade, decimal Worth)[] Grades = [("A", 420m), ("B", 330m), ("C", 260m)];

    private readonly MarketPlace _market;
    private readonly Dice _dice;
    private int _number;

    private ProviderRuleBook(MarketPlace market)
    {
        _market = market;
        _dice = new Dice(market.Options.Seed, DiceStream.ProviderRules);
    }

    public static IEnumerable<SampleRecord> Records(MarketPlace market) => new ProviderRuleBook(market).Draw();

    // The rules by grade alone match every report, so none waits for want of a provider rule.
    private IEnumerable<SampleRecord> Draw()
    {
        foreach (var (grade, worth) in Grades)
        {
            yield return Rule(worth, extraOver: null, ("grade", grade));
            foreach (var modality in Modality.All)
                yield return Rule(worth * modality.Effort, ExtraOver(modality), ("grade", grade), ("modality", modality.Code));
        }
        foreach (var modality in Modality.All.Where(modality => modality.Effort > 1))
        {
            yield return Rule(
                480m * modality.Effort, ExtraOver(modality),
                ("grade", "A"), ("seniority", "senior"), ("modality", modality.Code));
        }
        yield return Rule(240m, extraOver: null, ("modality", "XR"), ("priority", "STAT"));
        foreach (var provider in _market.Providers.Where(_ => _dice.Percent(7)))
        {
            var modality = Modality.All[provider.Reads[0]];
            yield return _dice.Percent(50)
                ? Rule(400m, extraOver: null, ("provider_id", provider.Id))
                : Rule(430m * modality.Effort, ExtraOver(modality), ("provider_id", provider.Id), ("modality", modality.Code));
        }
    }

    private SampleRecord Rule(decimal worth, int? extraOver, params (string Field, string Value)[] match)
    {
        var id = $"PR-{++_number:0000}";
        return JsonLine.Record(SampleTopics.ProviderRules, id, json =>
        {
            json.WriteString("rule_id", id);
            json.WriteStartObject("match");
            foreach (var (field, value) in match)
                json.WriteString(field, value);
            json.WriteEndObject();
            json.WriteNumber("fee", _dice.Amount(worth * 0.9m, worth * 1.1m));
            json.WriteString("currency", _market.Options.Currency);
            json.WriteStartObject("surcharges");
            json.WriteNumber("URGENT", _dice.Amount(20m, 60m));
            json.WriteNumber("STAT", _dice.Amount(70m, 150m));
            json.WriteEndObject();
            if (extraOver is { } over)
            {
                json.WriteStartObject("extra_images");
                json.WriteNumber("over", over);
                // Finer than the currency's minor unit, so that rounding once a line is put to the test.
                json.WriteNumber("fee", _dice.Amount(2m, 8m) / 10);
                json.WriteEndObject();
            }
            json.Date("effective_from", _market.Options.FirstDay.AddYears(-2));
            json.WriteString("recorded_at", _market.RecordedAt(50, _dice));
        });
    }

    private static int? ExtraOver(Modality modality) => modality.ImagesHigh > 100 ? modality.ImagesHigh * 2 / 3 : null;
}
