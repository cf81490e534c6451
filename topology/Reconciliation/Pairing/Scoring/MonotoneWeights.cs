using Sluice.Topology.Reconciliation.Pairing.Comparing;

namespace Sluice.Topology.Reconciliation.Pairing.Scoring;

/// <summary>
/// Better agreement must not count for less. Neighbouring levels whose ratios m ÷ u stand the wrong way round are pooled (pool
/// adjacent violators: M. Ayer et al., Annals of Mathematical Statistics 26, 1955).
/// </summary>
internal static class MonotoneWeights
{
    /// <summary>Changes <paramref name="others"/> so that the ratio of <paramref name="matches"/> to it never falls from level to level; its sum stays.</summary>
    public static void Pool(IReadOnlyList<double> matches, double[] others)
    {
        var pools = new List<(int From, double Matches, double Others)>();
        for (var level = (int)Agreement.Different; level < Agreements.Levels; level++)
        {
            pools.Add((level, matches[level], others[level]));
            while (pools.Count > 1 && pools[^2].Matches * pools[^1].Others > pools[^1].Matches * pools[^2].Others)
            {
                var (last, before) = (pools[^1], pools[^2]);
                pools.RemoveRange(pools.Count - 2, 2);
                pools.Add((before.From, before.Matches + last.Matches, before.Others + last.Others));
            }
        }

        for (var p = 0; p < pools.Count; p++)
        {
            var end = p + 1 < pools.Count ? pools[p + 1].From : Agreements.Levels;
            for (var level = pools[p].From; level < end; level++)
            {
                others[level] = pools[p].Others / pools[p].Matches * matches[level];
            }
        }
    }
}
