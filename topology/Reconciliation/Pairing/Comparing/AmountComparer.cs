using Sluice.Topology.Reconciliation.Pairing.Values;

namespace Sluice.Topology.Reconciliation.Pairing.Comparing;

/// <summary>Agreement of amounts, in decimal throughout: rounding, a rate that changed, two digits exchanged, a lost sign.</summary>
internal static class AmountComparer
{
    private const int One = FieldAgreement.One;

    /// <summary>What rounding may make of a document, in its currency's main unit.</summary>
    private const decimal Rounding = 1.00m;
    private const decimal CloseShare = 0.005m;
    private const decimal NearShare = 0.05m;
    private const decimal WeakShare = 0.25m;
    private const int SlipSimilarity = 800_000;

    /// <summary>Fewer digits differ by a slip only too easily.</summary>
    private const int SlipDigitsMin = 4;

    public static Agreement Level(AmountValue a, AmountValue b)
    {
        var share = Share(a.Amount, b.Amount);
        if (share <= CloseShare || (Apart(a.Amount, b.Amount) is { } apart && apart < Rounding && share <= NearShare) || Opposite(a.Amount, b.Amount))
        {
            return Agreement.Close;
        }

        return share <= NearShare || Slipped(a.Key, b.Key) ? Agreement.Near
            : share <= WeakShare ? Agreement.Weak
            : Agreement.Different;
    }

    /// <summary>1 − the difference over the larger amount; at least 0.8 where one slip makes the difference.</summary>
    public static int Similarity(AmountValue a, AmountValue b)
    {
        var near = One - (int)(Math.Min(1, Share(a.Amount, b.Amount)) * One);
        return Slipped(a.Key, b.Key) ? Math.Max(near, SlipSimilarity) : near;
    }

    /// <summary>The difference over the larger of the two, sign aside: 0 for equal amounts, up to 2.</summary>
    private static decimal Share(decimal a, decimal b)
    {
        var larger = Math.Max(Math.Abs(a), Math.Abs(b));
        return larger == 0 ? 0 : Math.Abs((a / larger) - (b / larger));
    }

    /// <summary>Null for far amounts of unlike sign, whose difference may be beyond the largest decimal.</summary>
    private static decimal? Apart(decimal a, decimal b) =>
        (a < 0) == (b < 0) ? Math.Abs(a - b) : Math.Abs(a) < Rounding && Math.Abs(b) < Rounding ? Math.Abs(a - b) : null;

    private static bool Opposite(decimal a, decimal b) => a == -b && a != 0;

    private static bool Slipped(string a, string b) =>
        Math.Max(a.Length, b.Length) >= SlipDigitsMin && EditDistance.UpTo(1, a, b) <= 1;
}
