using Sluice.Samples.Chance;
using Sluice.Samples.Faults;
using Sluice.Samples.Market;

namespace Sluice.Samples.Rules;

/// <summary>What clients pay: mostly a rule for any modality each, for some one of their own for the dear ones or from mid-month.</summary>
internal sealed class ClientRuleBook
{
    private const string Any = "*";

    private readonly MarketPlace _market;
    private readonly Dice _dice;
    private readonly DateOnly _ago;
    private int _number;
    private int _backdated;

    private ClientRuleBook(MarketPlace market)
    {
        _market = market;
        _dice = new Dice(market.Options.Seed, DiceStream.ClientRules);
        _ago = market.Options.FirstDay.AddYears(-2);
    }

    public static IEnumerable<Marked> Records(MarketPlace market)
    {
        var book = new ClientRuleBook(market);
        return market.Clients.SelectMany(book.Draw);
    }

    private IEnumerable<Marked> Draw(SampleClient client)
    {
        var terms = client.Terms;
        var price = _dice.Amount(620m, 900m, 0.05m) * _market.Level;
        var contract = terms.ContractType;
        if (terms.Plan != ServicePlan.NamedOnly)
        {
            foreach (var rule in General(client, price))
                yield return rule;
            // The rule for any modality carries the contract; those for single ones are per report.
            contract = "PER_REPORT";
        }
        foreach (var modality in terms.OwnSlots)
        {
            yield return new Marked(Own(client, modality, price, contract).Write(_dice));
            contract = "PER_REPORT";
        }
        if (terms.Plan == ServicePlan.Paused)
            yield return new Marked((Own(client, terms.Closed[0], price, contract) with { DayLimit = 0 }).Write(_dice));
        if (terms.Plan == ServicePlan.Misbilled && _market.Options.Faults)
            yield return Misbilled(Own(client, terms.Closed[0], price, contract));
    }

    // A rule for any modality is always in effect, so no report waits for want of one.
    private IEnumerable<Marked> General(SampleClient client, decimal price)
    {
        var terms = client.Terms;
        var volume = _market.Options.Reports * client.Share;
        var changes = terms.Plan != ServicePlan.DayLimited && _dice.Percent(12);
        var rule = new ClientRule(NextId(), client, Any, price, volume, _ago, _market.RecordedAt(45, _dice))
        {
            ContractType = terms.ContractType,
            DayLimit = terms.DayLimit,
            To = changes && _dice.Percent(50) ? _market.MidMonth.AddDays(-1) : null,
        };
        yield return new Marked(rule.Write(_dice));
        if (_dice.Percent(10))
            yield return new Marked((rule with { Price = price * 0.97m, RecordedAt = _market.RecordedAt(25, _dice) }).Write(_dice));
        var next = rule with { To = null };
        if (changes)
        {
            yield return new Marked((next with
            {
                Id = NextId(),
                Price = price * 1.05m,
                Volume = volume / 2,
                From = _market.MidMonth,
                RecordedAt = _market.RecordedAt(5, _dice),
            }).Write(_dice));
        }
        if (terms.Plan == ServicePlan.Usual && _market.Options.Faults && (_backdated < 2 || _dice.Percent(5)))
            yield return Backdated(next with { Id = NextId(), Price = price * 1.02m });
    }

    private ClientRule Own(SampleClient client, int modality, decimal price, string contract)
    {
        var examination = Modality.All[modality];
        var volume = _market.Options.Reports * client.Share * examination.Share / 100;
        var within = client.Terms.Plan == ServicePlan.Usual && _dice.Percent(12);
        return new ClientRule(
            NextId(), client, examination.Code, price * examination.Effort, volume, within ? _market.MidMonth : _ago,
            _market.RecordedAt(40, _dice))
        { ContractType = contract };
    }

    private Marked Backdated(ClientRule rule)
    {
        _backdated++;
        var days = (int)_dice.Between(12, _market.Options.Days - 2);
        var late = rule with { From = _market.Options.FirstDay, RecordedAt = _market.RecordedAt(-days, _dice) };
        return new Marked(late.Write(_dice), new Truth(
            FaultKinds.Backdated, SampleTopics.ClientRules, late.Id, late.Client.Id, InBooks.Repriced,
            $"effective from {late.From.Written()}, recorded {late.RecordedAt}"));
    }

    private Marked Misbilled(ClientRule rule)
    {
        var home = rule.Client.Terms.Currency;
        var other = home.Code == "USD" ? SampleCurrency.Base : SampleCurrency.Foreign[0];
        var wrong = rule with { Currency = other, Fees = false };
        return new Marked(wrong.Write(_dice), new Truth(
            FaultKinds.OtherCurrencyRule, SampleTopics.ClientRules, wrong.Id, wrong.Client.Id, InBooks.PricesNothing,
            $"in {other.Code}, its client in {home.Code}"));
    }

    private string NextId() => $"CR-{++_number:00000}";
}
