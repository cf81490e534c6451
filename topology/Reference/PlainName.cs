using System.Globalization;
using System.Text;

namespace Sluice.Topology.Reference;

/// <summary>
/// The one spelling of names that differ in case, punctuation or blanks only: lower case; letters, marks and digits
/// stay, apostrophes vanish, and any run of other characters is one blank, none at the ends. <c>St. Mary's  (West)</c> is
/// <c>st marys west</c>.
/// </summary>
public static class PlainName
{
    /// <summary>The plain spelling; empty where the name has no letter and no digit.</summary>
    public static string Of(string name)
    {
        var plain = new StringBuilder(name.Length);
        var gap = false;
        foreach (var rune in name.EnumerateRunes())
        {
            if (rune.Value is '\'' or '\u2019')
                continue;
            if (!Stays(Rune.GetUnicodeCategory(rune)))
            {
                gap = plain.Length > 0;
                continue;
            }

            if (gap)
                plain.Append(' ');
            gap = false;
            plain.Append(Rune.ToLowerInvariant(rune));
        }

        return plain.ToString();
    }

    private static bool Stays(UnicodeCategory category) => category
        is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
        or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter
        or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark
        or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber;
}
