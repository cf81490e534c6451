using System.Globalization;
using Sluice.Samples.Chance;
using Sluice.Samples.Market;
using Sluice.Samples.Writing;

namespace Sluice.Samples.Rules;

/// <summary>What clients pay: a rule for any modality each, for some one of their own for the dear ones or from mid-month.</summary>
internal sealed class ClientRuleBook
{
    private readonly MarketPlace _market;
    private readonly Dice _dice;
    private int _number;

    private ClientRuleBook(MarketPlace market)
    {
        _market = market;
        _dice = new Dice(market.Options.Seed, DiceStream.ClientRules);
    }

    public static IEnumerable<SampleRecord> Records(MarketPlace market) => new ClientRuleBook(market).Draw();

    // The rule for any modality is always in effect, so no report waits for want of a client rule.
    private IEnumerable<SampleRecord> Draw()
    {
        var years = _market.Options.FirstDay.AddYears(-2);
        foreach (var client in _market.Clients)
        {
            var volume = _market.Options.Reports * client.Share;
            var price = _dice.Amount(620m, 900m);
            var id = NextId();
            yield return Rule(id, client, "*", price, volume, years, _market.RecordedAt(45, _dice));
            if (_dice.Percent(10))
                yield return Rule(id, client, "*", price * 0.97m, volume, years, _market.RecordedAt(25, _dice));
            if (_dice.Percent(12))
                yield return Rule(NextId(), client, "*", price * 1.05m, volume / 2, _market.MidMonth, _market.RecordedAt(5, _dice));
            foreach (var modality in Modality.All.Where(modality => modality.Effort >= 1.5m && _dice.Percent(30)))
            {
                yield return Rule(
                    NextId(), client, modality.Code, price * modality.Effort, volume * modality.Share / 100, years,
                    _market.RecordedAt(40, _dice));
            }
        }
    }

    private string NextId() => $"CR-{++_number:00000}";

    private SampleRecord Rule(
        string id, SampleClient client, string modality, decimal price, double volume, DateOnly from, string recordedAt)
    {
        var plan = TierPlan.Draw(_dice, price, volume);
        return JsonLine.Record(SampleTopics.ClientRules, client.Id, json =>
        {
            json.WriteString("rule_id", id);
            json.WriteString("client_id", client.Id);
            json.WriteString("modality", modality);
            json.WriteString("contract_type", "PER_REPORT");
            plan.Write(json);
            if (_dice.Percent(75))
            {
                json.WriteStartObject("surcharges");
                json.WriteNumber("URGENT", _dice.Amount(40m, 120m));
                json.WriteNumber("STAT", _dice.Amount(140m, 320m));
                json.WriteEndObject();
            }
            json.WriteString("currency", _market.Options.Currency);
            json.Date("effective_from", from);
            json.WriteString("recorded_at", recordedAt);
        });
    }
}
