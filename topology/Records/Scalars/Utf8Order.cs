namespace Sluice.Topology.Records.Scalars;

/// <summary>Texts in the order of their UTF-8 bytes, which is that of their code points.</summary>
public static class Utf8Order
{
    /// <summary>UTF-16 differs from it in one point: surrogates, which stand for the highest code points, come before U+E000.</summary>
    public static int Compare(string left, string right)
    {
        var length = Math.Min(left.Length, right.Length);
        for (var i = 0; i < length; i++)
        {
            var (a, b) = (left[i], right[i]);
            if (a != b)
            {
                return char.IsSurrogate(a) == char.IsSurrogate(b) ? a.CompareTo(b) : Astral(a).CompareTo(Astral(b));
            }
        }

        return left.Length.CompareTo(right.Length);
    }

    private static int Astral(char unit) => char.IsSurrogate(unit) ? char.MaxValue + 1 : unit;
}
