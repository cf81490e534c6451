namespace Sluice.Topology.Reconciliation.Pairing.Comparing;

/// <summary>
/// Similarity of short texts by the characters they share in nearly the same places (M. A. Jaro, JASA 84, 1989), raised for a
/// common beginning of up to four characters by a tenth of what is missing to 1 for each (W. E. Winkler, 1990). In whole
/// millionths, so that no platform rounds otherwise.
/// </summary>
public static class JaroWinkler
{
    private const int One = FieldAgreement.One;
    private const int PrefixMax = 4;

    /// <summary>Characters looked at; what differs behind them is seen by equality alone.</summary>
    private const int LengthMax = 256;

    public static int Similarity(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        a = a.Length > LengthMax ? a[..LengthMax] : a;
        b = b.Length > LengthMax ? b[..LengthMax] : b;
        if (a.IsEmpty || b.IsEmpty)
        {
            return a.IsEmpty && b.IsEmpty ? One : 0;
        }

        // Which of several equal characters are matched can depend on whose turn comes first.
        if (a.SequenceCompareTo(b) > 0)
        {
            var first = b;
            b = a;
            a = first;
        }

        Span<bool> taken = stackalloc bool[b.Length];
        Span<char> matched = stackalloc char[Math.Min(a.Length, b.Length)];
        var matches = Matches(a, b, taken, matched);
        return matches == 0 ? 0 : Raised(Jaro(a.Length, b.Length, matches, OutOfPlace(b, taken, matched)), CommonPrefix(a, b));
    }

    /// <summary>The most that two texts can reach that share at most so many characters.</summary>
    public static int Bound(int lengthA, int lengthB, int matchesMax, int prefix) =>
        matchesMax <= 0 ? 0 : Raised(Jaro(lengthA, lengthB, matchesMax, 0), prefix);

    /// <summary>Equal characters at the beginning, at most four.</summary>
    public static int CommonPrefix(ReadOnlySpan<char> a, ReadOnlySpan<char> b) => Math.Min(a.CommonPrefixLength(b), PrefixMax);

    private static int Matches(ReadOnlySpan<char> a, ReadOnlySpan<char> b, Span<bool> taken, Span<char> matched)
    {
        taken.Clear();
        var reach = Math.Max(0, (Math.Max(a.Length, b.Length) / 2) - 1);
        var matches = 0;
        for (var i = 0; i < a.Length; i++)
        {
            var end = Math.Min(b.Length, i + reach + 1);
            for (var j = Math.Max(0, i - reach); j < end; j++)
            {
                if (!taken[j] && a[i] == b[j])
                {
                    taken[j] = true;
                    matched[matches++] = a[i];
                    break;
                }
            }
        }

        return matches;
    }

    private static int OutOfPlace(ReadOnlySpan<char> b, ReadOnlySpan<bool> taken, ReadOnlySpan<char> matched)
    {
        var (wrong, next) = (0, 0);
        for (var j = 0; j < b.Length; j++)
        {
            if (taken[j] && b[j] != matched[next++])
            {
                wrong++;
            }
        }

        return wrong;
    }

    private static int Jaro(int lengthA, int lengthB, int matches, int outOfPlace)
    {
        var m = (long)matches;
        var inPlace = (2 * m) - outOfPlace;
        return (int)(((m * One / lengthA) + (m * One / lengthB) + (inPlace * One / (2 * m))) / 3);
    }

    private static int Raised(int jaro, int prefix) => jaro + ((One - jaro) / 10 * prefix);
}
