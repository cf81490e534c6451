namespace Sluice.Topology.Reconciliation.Pairing.Scoring;

/// <summary>
/// Which fields go together in pairs that are no matches: the tree along which agreement in one field tells the most about
/// another (C. K. Chow and C. N. Liu, IEEE Transactions on Information Theory 14, 1968). Without it, town, postcode and state
/// would count three times, and neighbours would be taken for one person.
/// </summary>
internal static class FieldTree
{
    /// <summary>The parent of each field; −1 for the first.</summary>
    /// <param name="information">What two fields tell about each other, in bits; symmetric.</param>
    public static int[] Grow(int fields, Func<int, int, double> information)
    {
        var parents = new int[fields];
        var reached = new bool[fields];
        Array.Fill(parents, -1);
        reached[0] = true;
        for (var grown = 1; grown < fields; grown++)
        {
            var (best, from, to) = (-1.0, 0, 0);
            for (var a = 0; a < fields; a++)
            {
                for (var b = 0; b < fields; b++)
                {
                    if (reached[a] && !reached[b] && information(a, b) > best)
                    {
                        (best, from, to) = (information(a, b), a, b);
                    }
                }
            }

            (parents[to], reached[to]) = (from, true);
        }

        return parents;
    }
}
