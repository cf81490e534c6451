using Sluice.Samples;
using Sluice.Topology.Records;

namespace Sluice.Simulation.Tests.Samples;

public sealed class ContractTests
{
    private static readonly DateOnly MidMonth = new(2026, 2, 16);
    private static readonly ReadMonth Month = ReadMonth.Usual;
    private static readonly IReadOnlyList<ClientRuleRecord> Rules = Month.ClientRules;

    [Fact]
    public void All_contract_types_and_tier_modes_are_in_use()
    {
        Rules.Select(rule => rule.ContractType).Distinct().Count().ShouldBe(3);
        Rules.Select(rule => rule.TierMode).Distinct().Count().ShouldBe(3);
        Rules.DistinctBy(rule => (rule.ContractType, rule.TierMode)).Count().ShouldBeGreaterThan(6);
    }

    [Fact]
    public void Subscriptions_include_reports_and_guarantees_name_a_minimum()
    {
        Rules.Where(rule => rule.ContractType == ContractType.Subscription)
            .ShouldAllBe(rule => rule.FlatFee > 0 && rule.IncludedReports > 0);
        Rules.Where(rule => rule.ContractType == ContractType.MinimumGuarantee).ShouldAllBe(rule => rule.MinimumCharge > 0);
    }

    [Fact]
    public void Surcharges_flat_fees_and_extra_images_are_agreed_on()
    {
        Rules.ShouldContain(rule => rule.Surcharges.Any(surcharge => surcharge > 0));
        Rules.ShouldContain(rule => rule.Tiers[0].FlatFee > 0);
        Month.ProviderRules.ShouldContain(rule => rule.ExtraImages != null && rule.Currency == "INR");
        Month.ProviderRules.ShouldContain(rule => rule.ExtraImages != null && rule.Currency != "INR");
    }

    [Fact]
    public void Rules_change_in_the_middle_of_the_month()
    {
        var changed = Rules.Where(rule => rule.Modality == "*" && rule.EffectiveFrom == MidMonth).ToList();

        changed.ShouldNotBeEmpty();
        changed.ShouldAllBe(next => Rules.Any(rule => rule.ClientId == next.ClientId && rule.Modality == "*"
            && rule.EffectiveFrom < MidMonth && (rule.EffectiveTo == null || rule.EffectiveTo == MidMonth.AddDays(-1))));
        Rules.ShouldContain(rule => rule.EffectiveTo == MidMonth.AddDays(-1));
    }

    [Fact]
    public void Modalities_have_slots_of_their_own_beside_the_one_for_any()
    {
        var slots = Rules.ToLookup(rule => rule.ClientId, rule => rule.Modality);

        slots.ShouldContain(client => client.Contains("*") && client.Distinct().Count() > 1);
        slots.ShouldContain(client => !client.Contains("*"));
    }

    [Fact]
    public void Both_limits_are_in_use()
    {
        Rules.Count(rule => rule.Limits.MaxImagesPerReport > 0).ShouldBeGreaterThan(5);
        Rules.Count(rule => rule.Limits.MaxReportsPerDay > 0).ShouldBeGreaterThan(1);
        Rules.ShouldContain(rule => rule.Limits.MaxReportsPerDay == 0);
    }

    [Fact]
    public void Plain_months_have_one_currency_one_contract_no_limits_and_the_same_volume()
    {
        var plain = new ReadMonth(new SampleOptions("2026-02", 2_000, 42) { Faults = false, Plain = true });

        plain.Clients.Values.ShouldAllBe(client => client.Currency == "INR");
        plain.ProviderRules.ShouldAllBe(rule => rule.Currency == "INR");
        plain.ClientRules.ShouldAllBe(rule =>
            rule.Currency == "INR" && rule.ContractType == ContractType.PerReport && rule.Limits == new ContractLimits(null, null));
        plain.Rates.ShouldBeEmpty();
        plain.Truth.ShouldBeEmpty();
        new Standing(plain).Reports.Count.ShouldBe(2_000);
    }
}
