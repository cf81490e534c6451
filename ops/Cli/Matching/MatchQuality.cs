using Sluice.Topology.Reconciliation.Pairing;

namespace Sluice.Cli.Matching;

/// <summary>How the pairs found stand to those known to be right, each from 0 to 1.</summary>
/// <param name="Precision">Right pairs among those found; where none was found 0, or 1 if none was to be found.</param>
/// <param name="Recall">Found pairs among those right; where there is none 1 if none was found, else 0.</param>
/// <param name="F1">Their harmonic mean.</param>
internal sealed record MatchQuality(double Precision, double Recall, double F1)
{
    public static MatchQuality Of(IReadOnlyList<PairedRecords> found, HashSet<(string Left, string Right)> gold)
    {
        if (found.Count == 0 && gold.Count == 0)
        {
            return new MatchQuality(1, 1, 1);
        }

        var right = found.Count(p => gold.Contains((p.LeftId, p.RightId)));
        return new MatchQuality(Share(right, found.Count), Share(right, gold.Count), Share(2L * right, (long)found.Count + gold.Count));
    }

    private static double Share(long part, long whole) => whole == 0 ? 0 : (double)part / whole;
}
