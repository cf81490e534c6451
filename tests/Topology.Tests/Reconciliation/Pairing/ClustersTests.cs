using Sluice.Topology.Reconciliation.Pairing;
using Sluice.Topology.Reconciliation.Pairing.Assigning;

namespace Sluice.Topology.Tests.Reconciliation.Pairing;

public class ClustersTests
{
    [Fact]
    public void Three_copies_are_one_cluster_though_two_of_them_are_unlike()
    {
        WeightedPair[] pairs = [new(0, 1, 9), new(1, 2, 8)];
        var (clusters, refused) = Clusters.Of(pairs, (a, b) => (a, b) == (0, 2) ? -3 : 8);
        clusters.ShouldHaveSingleItem().ShouldBe([0, 1, 2]);
        refused.ShouldBe(0);
    }

    [Fact]
    public void One_likeness_does_not_join_two_families()
    {
        WeightedPair[] pairs = [new(0, 1, 9), new(2, 3, 9), new(1, 2, 1)];
        var (clusters, _) = Clusters.Of(pairs, (a, b) => pairs.Where(p => (p.Left, p.Right) == (a, b)).Select(p => p.Weight).FirstOrDefault(-5));
        clusters.Select(c => string.Join(',', c)).ShouldBe(["0,1", "2,3"]);
    }

    [Fact]
    public void A_cluster_grows_to_its_limit_and_says_so()
    {
        var chain = Enumerable.Range(0, PairingLimits.ClusterMax + 20).Select(i => new WeightedPair(i, i + 1, 5)).ToArray();
        var (clusters, refused) = Clusters.Of(chain, (_, _) => 5);
        clusters.Max(c => c.Count).ShouldBeLessThanOrEqualTo(PairingLimits.ClusterMax);
        refused.ShouldBeGreaterThan(0);
    }
}
