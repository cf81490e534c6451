using Sluice.Topology.Reconciliation.Pairing.Values;

namespace Sluice.Topology.Reconciliation.Pairing.Comparing;

/// <summary>Agreement of words: typing errors by edit distance, spellings by Jaro–Winkler, order and omissions by words.</summary>
internal static class TextComparer
{
    private const int One = FieldAgreement.One;
    private const int NearFrom = 880_000;
    private const int WeakFrom = 750_000;

    /// <summary>Letters that a word must have for its presence on both sides to say something.</summary>
    private const int TellingLength = 3;

    /// <summary>The similarity of the same words in another order, and of an abbreviation.</summary>
    private const int Reordered = 970_000;
    private const int Abbreviated = 900_000;

    public static Agreement Level(TextValue a, TextValue b)
    {
        var slips = Slips(a.Key, b.Key);
        if (slips == Agreement.Close || Ordered(a, b))
        {
            return Agreement.Close;
        }

        var similarity = slips == Agreement.Near || Within(a, b) ? NearFrom : JaroWinklerIfAbove(WeakFrom, a, b);
        return similarity >= NearFrom ? Agreement.Near
            : similarity >= WeakFrom || SharedWord(a, b) ? Agreement.Weak
            : Agreement.Different;
    }

    public static int Similarity(TextValue a, TextValue b)
    {
        var spelling = JaroWinkler.Similarity(a.Key, b.Key);
        return Math.Max(spelling, Ordered(a, b) ? Reordered : Within(a, b) ? Abbreviated : SharedWords(a, b));
    }

    /// <summary>Close with one slip in four characters or two in eight, near with one more.</summary>
    private static Agreement Slips(string a, string b)
    {
        var close = Math.Max(a.Length, b.Length) switch { >= 8 => 2, >= 4 => 1, _ => 0 };
        var slips = EditDistance.UpTo(close + 1, a, b);
        return slips <= close ? Agreement.Close : slips == close + 1 ? Agreement.Near : Agreement.Different;
    }

    private static int JaroWinklerIfAbove(int least, TextValue a, TextValue b)
    {
        var shared = Math.Min(a.Key.Length - a.Foreign(b), b.Key.Length - b.Foreign(a));
        return JaroWinkler.Bound(a.Key.Length, b.Key.Length, shared, JaroWinkler.CommonPrefix(a.Key, b.Key)) < least
            ? 0
            : JaroWinkler.Similarity(a.Key, b.Key);
    }

    /// <summary>The same words in another order.</summary>
    private static bool Ordered(TextValue a, TextValue b) =>
        a.Words.Length == b.Words.Length && a.Words.Length > 1 && a.Key.Length == b.Key.Length
        && a.Words.Order(StringComparer.Ordinal).SequenceEqual(b.Words.Order(StringComparer.Ordinal), StringComparer.Ordinal);

    /// <summary>The words of the shorter one stand in the longer one, in their order, whole or abbreviated: <c>City Hosp.</c></summary>
    private static bool Within(TextValue a, TextValue b)
    {
        var (few, many) = a.Words.Length <= b.Words.Length ? (a.Words, b.Words) : (b.Words, a.Words);
        if (many.Length < 2)
        {
            return false;
        }

        var (next, telling) = (0, false);
        foreach (var word in many)
        {
            if (next < few.Length && (word.StartsWith(few[next], StringComparison.Ordinal) || few[next].StartsWith(word, StringComparison.Ordinal)))
            {
                telling |= Math.Min(word.Length, few[next].Length) >= TellingLength;
                next++;
            }
        }

        return next == few.Length && telling;
    }

    private static bool SharedWord(TextValue a, TextValue b) =>
        (a.Words.Length > 1 || b.Words.Length > 1)
        && Array.Exists(a.Words, w => w.Length >= TellingLength && Array.IndexOf(b.Words, w) >= 0);

    /// <summary>Twice the words they share over all of both.</summary>
    private static int SharedWords(TextValue a, TextValue b)
    {
        var shared = a.Words.Distinct(StringComparer.Ordinal).Intersect(b.Words, StringComparer.Ordinal).Count();
        return (int)((long)One * 2 * shared / (a.Words.Length + b.Words.Length));
    }
}
