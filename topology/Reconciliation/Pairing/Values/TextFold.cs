using System.Text;

namespace Sluice.Topology.Reconciliation.Pairing.Values;

/// <summary>
/// Letters without case and accents. The table is our own, so that results depend neither on a locale nor on the Unicode
/// data of a machine.
/// </summary>
internal static class TextFold
{
    private const char AccentsFrom = '\u0300';
    private const char AccentsTo = '\u036F';
    private const char TableFrom = '\u00C0';

    // From U+00C0 to U+017F, a letter each: its base, '*' where it becomes two, '_' where it is no letter.
    private const string Table =
        "aaaaaa*ceeeeiiiidnooooo_ouuuuy**aaaaaa*ceeeeiiiidnooooo_ouuuuy*y"
        + "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii**jjkkklllllll"
        + "lllnnnnnnnnnoooooo**rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

    /// <summary>
    /// Words of lower-case letters and digits. An apostrophe within a word is left out; all else that is neither letter nor
    /// digit parts words.
    /// </summary>
    public static List<string> Words(string text)
    {
        var words = new List<string>(4);
        var word = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (Append(word, c) || c is '\'' or '\u2019' or '`' || c is >= AccentsFrom and <= AccentsTo)
            {
                continue;
            }

            Take(words, word);
        }

        Take(words, word);
        return words;
    }

    private static void Take(List<string> words, StringBuilder word)
    {
        if (word.Length > 0)
        {
            words.Add(word.ToString());
            word.Clear();
        }
    }

    private static bool Append(StringBuilder word, char c)
    {
        if (char.IsAsciiLetterOrDigit(c))
        {
            word.Append(char.ToLowerInvariant(c));
            return true;
        }

        if (c < TableFrom)
        {
            return false;
        }

        var place = c - TableFrom;
        if (place < Table.Length && Table[place] != '_')
        {
            _ = Table[place] == '*' ? word.Append(Two(c)) : word.Append(Table[place]);
            return true;
        }

        // Letters of other scripts, and the halves of characters beyond the basic plane, stand for themselves.
        if (char.IsLetterOrDigit(c) || char.IsSurrogate(c) || char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.SpacingCombiningMark or System.Globalization.UnicodeCategory.NonSpacingMark && c > AccentsTo)
        {
            word.Append(char.ToLowerInvariant(c));
            return true;
        }

        return false;
    }

    private static string Two(char c) => c switch
    {
        'Æ' or 'æ' => "ae",
        'Œ' or 'œ' => "oe",
        'Þ' or 'þ' => "th",
        'ß' => "ss",
        _ => "ij",
    };
}
