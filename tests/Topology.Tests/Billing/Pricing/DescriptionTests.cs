using Sluice.Topology.Billing.Pricing;
using Sluice.Topology.Records;

namespace Sluice.Topology.Tests.Billing.Pricing;

public class DescriptionTests
{
    [Fact]
    public void Tiers_name_their_reports_and_price() =>
        Words(ClientRules.Rule(TierMode.Graduated, ClientRules.Ladder), 1_501).ShouldBe(
            ["CT reports 1–100 at 900.00", "CT reports 101–500 at 850.00", "CT reports 501–1,501 at 800.00"]);

    [Fact]
    public void A_single_report_is_named_by_itself() =>
        Words(ClientRules.Rule(TierMode.Graduated, ClientRules.Ladder), 101)[1].ShouldBe("CT report 101 at 850.00");

    [Fact]
    public void A_rule_for_all_modalities_names_none() =>
        Words(ClientRules.Flat(1_234.5678m) with { Modality = "*" }, 2).ShouldBe(["Reports 1–2 at 1,234.5678"]);

    [Fact]
    public void Packages_name_their_number_and_size() =>
        Words(ClientRules.Rule(TierMode.Package, [new(null, 2_000m, 0m)], packageSize: 50), 101).ShouldBe(
            ["CT reports 1–101 in 3 packages of 50 at 2,000.00"]);

    [Fact]
    public void Subscriptions_name_what_is_included_and_the_days()
    {
        var rule = ClientRules.Rule(
            TierMode.Graduated, [new(null, 800m, 75m)], ContractType.Subscription, flatFee: 50_000m, included: 100, surcharges: [0m, 0m, 150m]);
        Words(rule, 103, new PriorityCounts(102, 0, 1), new Proration(15, 30)).ShouldBe(
        [
            "CT subscription fee, 100 reports included (15 of 30 days of 50,000.00)",
            "CT reports 1–3 beyond the 100 included at 800.00",
            "CT tier 1 flat fee",
            "CT STAT surcharge, 1 report at 150.00",
        ]);
    }

    [Fact]
    public void Top_up_names_the_minimum() =>
        Words(ClientRules.Rule(TierMode.Volume, ClientRules.Ladder, ContractType.MinimumGuarantee, minimum: 5_000m), 1)[1]
            .ShouldBe("CT top-up to the minimum charge of 5,000.00");

    private static List<string> Words(ClientRuleRecord rule, long units, PriorityCounts counts = default, Proration? share = null) =>
        [.. ClientPricing.Price(rule, units, 2, counts, share).Lines.Select(line => line.Description)];
}
