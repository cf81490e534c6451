using Sluice.Samples;
using Sluice.Topology.Money;
using Sluice.Topology.Records;

namespace Sluice.Simulation.Tests.Samples;

public sealed class CurrencyTests
{
    private static readonly string[] All = ["AED", "EUR", "GBP", "INR", "JPY", "KWD", "USD"];
    private static readonly ReadMonth Month = ReadMonth.Usual;

    [Fact]
    public void Clients_are_billed_in_seven_currencies_and_most_in_the_base_one()
    {
        var counts = Month.Clients.Values.CountBy(client => client.Currency).ToDictionary();

        counts.Keys.ShouldBe(All, ignoreOrder: true);
        counts["INR"].ShouldBeGreaterThan(Month.Clients.Count / 2);
    }

    [Fact]
    public void Both_fx_policies_are_agreed_on_by_clients_abroad() =>
        Month.Clients.Values.Where(client => client.Currency != "INR").Select(client => client.FxPolicy).Distinct()
            .ShouldBe([FxPolicy.MonthEnd, FxPolicy.Average], ignoreOrder: true);

    [Fact]
    public void Client_rules_are_in_their_clients_currency_but_for_those_the_truth_names() =>
        Month.ClientRules.Where(rule => rule.Currency != Month.Clients[rule.ClientId].Currency).Select(rule => rule.RuleId)
            .ShouldBe(Month.Kind("other_currency_rule").Select(line => line.RecordId));

    [Fact]
    public void Providers_are_paid_in_seven_currencies()
    {
        Month.ProviderRules.Select(rule => rule.Currency).Distinct().ShouldBe(All, ignoreOrder: true);
        Month.Reference<ProviderRecord>(SampleTopics.Providers).Select(provider => provider.Currency).Distinct()
            .ShouldBe(All, ignoreOrder: true);
    }

    [Fact]
    public void Prices_are_whole_minor_units_of_their_currency()
    {
        var amounts = Month.ClientRules.SelectMany(rule => rule.Tiers.SelectMany(tier => new[] { tier.UnitPrice, tier.FlatFee })
            .Concat(rule.Surcharges).Append(rule.FlatFee ?? 0).Append(rule.MinimumCharge ?? 0).Select(amount => (rule.Currency, amount)));

        amounts.ShouldAllBe(pair => decimal.Round(pair.amount, Currencies.MinorUnits(pair.Currency), MidpointRounding.AwayFromZero) == pair.amount);
    }

    [Fact]
    public void A_reading_costs_about_the_same_everywhere()
    {
        var rates = Month.Rates.GroupBy(rate => rate.Base).ToDictionary(rates => rates.Key, rates => rates.Last().Rate);
        rates["INR"] = 1;
        var prices = Month.ClientRules.Where(rule => rule.Modality == "*" && rule.TierMode != TierMode.Package)
            .Select(rule => rule.Tiers[0].UnitPrice * rates[rule.Currency]);

        prices.ShouldAllBe(price => price > 450 && price < 2_000);
    }
}
