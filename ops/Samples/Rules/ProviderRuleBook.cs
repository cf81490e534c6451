using Sluice.Samples.Chance;
using Sluice.Samples.Faults;
using Sluice.Samples.Market;
using Sluice.Samples.Writing;

namespace Sluice.Samples.Rules;

/// <summary>What providers are paid: by grade, closer by modality and seniority, and for some, those abroad all, by name.</summary>
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

    public static IEnumerable<Marked> Records(MarketPlace market)
    {
        var book = new ProviderRuleBook(market);
        var rules = book.ByGrade().Concat(market.Providers.SelectMany(book.ByName)).Select(record => new Marked(record));
        return market.Options.Faults ? rules.Concat(book.Backdated()) : rules;
    }

    // The rules by grade alone match every report, so none waits for want of a provider rule.
    private IEnumerable<SampleRecord> ByGrade()
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
    }

    private IEnumerable<SampleRecord> ByName(SampleProvider provider)
    {
        var abroad = provider.Currency != SampleCurrency.Base;
        if (!abroad && !_dice.Percent(7))
            yield break;
        var general = abroad || _dice.Percent(50);
        if (general)
            yield return Rule(provider.Currency, 400m, extraOver: null, ("provider_id", provider.Id));
        foreach (var modality in provider.Reads.Take(abroad ? provider.Reads.Count : general ? 0 : 1).Select(read => Modality.All[read]))
        {
            yield return Rule(
                provider.Currency, 430m * modality.Effort, ExtraOver(modality),
                ("provider_id", provider.Id), ("modality", modality.Code));
        }
    }

    private IEnumerable<Marked> Backdated()
    {
        foreach (var modality in Modality.All.Take(2))
        {
            var first = _market.Options.FirstDay;
            var recordedAt = _market.RecordedAt(-(int)_dice.Between(12, _market.Options.Days - 2), _dice);
            var rule = Rule(
                SampleCurrency.Base, 340m * modality.Effort, ExtraOver(modality), first, recordedAt,
                ("grade", "B"), ("modality", modality.Code));
            yield return new Marked(rule, new Truth(
                FaultKinds.Backdated, SampleTopics.ProviderRules, rule.Key, rule.Key, InBooks.Repriced,
                $"effective from {first.Written()}, recorded {recordedAt}"));
        }
    }

    private SampleRecord Rule(decimal worth, int? extraOver, params (string Field, string Value)[] match) =>
        Rule(SampleCurrency.Base, worth, extraOver, match);

    private SampleRecord Rule(
        SampleCurrency currency, decimal worth, int? extraOver, params (string Field, string Value)[] match) =>
        Rule(currency, worth, extraOver, _market.Options.FirstDay.AddYears(-2), _market.RecordedAt(50, _dice), match);

    private SampleRecord Rule(
        SampleCurrency currency,
        decimal worth,
        int? extraOver,
        DateOnly from,
        string recordedAt,
        params (string Field, string Value)[] match)
    {
        var id = $"PR-{++_number:0000}";
        return JsonLine.Record(SampleTopics.ProviderRules, id, json =>
        {
            json.WriteString("rule_id", id);
            json.WriteStartObject("match");
            foreach (var (field, value) in match)
                json.WriteString(field, value);
            json.WriteEndObject();
            json.WriteNumber("fee", currency.Draw(_dice, worth * _market.Level * 0.9m, worth * _market.Level * 1.1m));
            json.WriteString("currency", currency.Code);
            json.WriteStartObject("surcharges");
            json.WriteNumber("URGENT", currency.Draw(_dice, 20m, 60m));
            json.WriteNumber("STAT", currency.Draw(_dice, 70m, 150m));
            json.WriteEndObject();
            if (extraOver is { } over)
            {
                json.WriteStartObject("extra_images");
                json.WriteNumber("over", over);
                // Finer than the currency's minor unit, so that rounding once a line is put to the test.
                json.WriteNumber("fee", currency.Draw(_dice, 0.2m, 0.8m, finer: 1));
                json.WriteEndObject();
            }
            json.Date("effective_from", from);
            json.WriteString("recorded_at", recordedAt);
        });
    }

    private static int? ExtraOver(Modality modality) => modality.ImagesHigh > 100 ? modality.ImagesHigh * 2 / 3 : null;
}
