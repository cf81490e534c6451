using Sluice.Topology.Records;
using Sluice.Topology.Reference;
using static Sluice.Topology.Tests.Reference.Book;

namespace Sluice.Topology.Tests.Reference;

public class ProviderRuleTests
{
    [Fact]
    public void Most_matching_fields_win() =>
        Winner(ProviderRule("A", Match(modality: "CT"), hour: 9), ProviderRule("B", Match(modality: "CT", grade: "A"))).ShouldBe("B");

    [Fact]
    public void Provider_id_outweighs_all_the_others_together() =>
        Winner(
            ProviderRule("A", Match(grade: "A", seniority: "SENIOR", modality: "CT", priority: Priority.Stat), hour: 9),
            ProviderRule("B", Match(provider: "P1"))).ShouldBe("B");

    [Fact]
    public void Among_rules_of_the_provider_more_fields_win() =>
        Winner(ProviderRule("A", Match(provider: "P1"), hour: 9), ProviderRule("B", Match(provider: "P1", priority: Priority.Stat))).ShouldBe("B");

    [Fact]
    public void Even_an_empty_provider_id_outweighs_rules_for_all_providers() =>
        PriceBook.Empty.With([ProviderRule("A", Match(grade: "A", modality: "CT"), hour: 9), ProviderRule("B", Match(provider: ""))])
            .ProviderRule("", "CT", Priority.Stat, Day0, Provider(""))!.RuleId.ShouldBe("B");

    [Fact]
    public void Ties_go_to_the_latest_recorded_at() =>
        Winner(ProviderRule("B", Match(modality: "CT")), ProviderRule("A", Match(grade: "A"), hour: 1)).ShouldBe("A");

    [Fact]
    public void Then_to_the_highest_rule_id_ordinally() =>
        Winner(ProviderRule("B", Match()), ProviderRule("a", Match()), ProviderRule("A", Match())).ShouldBe("a");

    [Theory]
    [InlineData("P2", null, null, null, null)]
    [InlineData(null, "B", null, null, null)]
    [InlineData(null, null, "JUNIOR", null, null)]
    [InlineData(null, null, null, "MR", null)]
    [InlineData(null, null, null, null, Priority.Urgent)]
    [InlineData("P1", "B", "SENIOR", "CT", Priority.Stat)]
    public void A_rule_with_a_field_that_differs_does_not_match(string? provider, string? grade, string? seniority, string? modality, Priority? priority) =>
        Winner(ProviderRule("A", Match(provider, grade, seniority, modality, priority))).ShouldBeNull();

    [Theory]
    [InlineData(9, false)]
    [InlineData(10, true)]
    [InlineData(20, true)]
    [InlineData(21, false)]
    public void Effective_dates_are_inclusive_at_both_ends(int day, bool inEffect)
    {
        var book = PriceBook.Empty.With([ProviderRule("A", Match(), from: 10, to: 20)]);
        (book.ProviderRule("P1", "CT", Priority.Stat, Day0 + day, Provider("P1")) is not null).ShouldBe(inEffect);
    }

    private static string? Winner(params ProviderRuleRecord[] rules) =>
        PriceBook.Empty.With(rules).ProviderRule("P1", "CT", Priority.Stat, Day0, Provider("P1"))?.RuleId;
}
