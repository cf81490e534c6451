using Sluice.Samples;
using Sluice.Topology.Records;

namespace Sluice.Simulation.Tests.Samples;

public sealed class SeedTests
{
    private static readonly ReadMonth One = ReadMonth.Usual;
    private static readonly ReadMonth Other = new(new SampleOptions("2026-02", 20_000, 43));

    [Fact]
    public void Other_seeds_share_no_rate() =>
        One.Rates.Select(rate => rate.Rate).Intersect(Other.Rates.Select(rate => rate.Rate)).ShouldBeEmpty();

    [Fact]
    public void Other_seeds_pay_other_fees() =>
        Pairs(One.ProviderRules.DistinctBy(rule => rule.RuleId), Other.ProviderRules.DistinctBy(rule => rule.RuleId), rule => rule.RuleId)
            .ShouldAllBe(pair => pair.One.Fee != pair.Other.Fee && !pair.One.Surcharges.SequenceEqual(pair.Other.Surcharges));

    [Fact]
    public void Other_seeds_charge_other_prices() =>
        Pairs(One.ClientRules, Other.ClientRules, rule => rule.RuleId)
            .ShouldAllBe(pair => pair.One.Tiers[0].UnitPrice != pair.Other.Tiers[0].UnitPrice);

    [Fact]
    public void Other_seeds_have_other_names_and_volumes()
    {
        Pairs(One.Clients.Values, Other.Clients.Values, client => client.ClientId)
            .ShouldAllBe(pair => pair.One.Name != pair.Other.Name && pair.One.Address != pair.Other.Address);

        var volumes = One.Reports().CountBy(report => report.Client).Intersect(Other.Reports().CountBy(report => report.Client));
        volumes.Where(volume => !volume.Key.StartsWith("C-X", StringComparison.Ordinal)).Count().ShouldBeLessThan(3);
    }

    private static List<(T One, T Other)> Pairs<T>(IEnumerable<T> one, IEnumerable<T> other, Func<T, string> id)
        where T : ReferenceRecord
    {
        var pairs = one.Join(other, id, id, (left, right) => (left, right)).ToList();
        pairs.Count.ShouldBeGreaterThan(20);
        return pairs;
    }
}
