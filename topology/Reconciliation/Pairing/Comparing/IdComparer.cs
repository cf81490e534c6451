using Sluice.Topology.Reconciliation.Pairing.Values;

namespace Sluice.Topology.Reconciliation.Pairing.Comparing;

/// <summary>Agreement of references: what is typed wrong, what a prefix hides, and what was cut off.</summary>
internal static class IdComparer
{
    private const int One = FieldAgreement.One;

    /// <summary>Fewer characters agree by chance.</summary>
    private const int DigitsMin = 3;
    private const int PartMin = 4;
    private const int SlipsMax = 3;

    public static Agreement Level(IdValue a, IdValue b)
    {
        var longest = Math.Max(a.Key.Length, b.Key.Length);
        var slips = EditDistance.UpTo(SlipsMax, a.Key, b.Key);
        if ((slips == 1 && longest >= PartMin) || (a.Digits.Length >= DigitsMin && a.Digits == b.Digits))
        {
            return Agreement.Close;
        }

        if ((slips == 2 && longest >= 2 * DigitsMin) || IsPart(a.Key, b.Key))
        {
            return Agreement.Near;
        }

        return slips <= 1 || (slips <= SlipsMax && longest >= 2 * PartMin) ? Agreement.Weak : Agreement.Different;
    }

    public static int Similarity(IdValue a, IdValue b)
    {
        var longest = Math.Max(a.Key.Length, b.Key.Length);
        var spelling = One - (int)((long)One * Math.Min(longest, EditDistance.UpTo(longest, a.Key, b.Key)) / longest);
        return Level(a, b) == Agreement.Close ? Math.Max(spelling, 900_000) : spelling;
    }

    private static bool IsPart(string a, string b)
    {
        var (part, whole) = a.Length <= b.Length ? (a, b) : (b, a);
        return part.Length >= PartMin && (whole.StartsWith(part, StringComparison.Ordinal) || whole.EndsWith(part, StringComparison.Ordinal));
    }
}
