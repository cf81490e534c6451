using Sluice.Samples.Chance;

namespace Sluice.Samples.Ledger.Names;

/// <summary>Names as they are typed: the same but for case, punctuation and blanks.</summary>
internal static class Spelling
{
    public static string Typed(Dice dice, string name) => dice.Below(10) switch
    {
        0 => name.ToUpperInvariant(),
        1 => name.Replace(' ', '-'),
        2 => name.Replace(" ", "  ", StringComparison.Ordinal) + ".",
        3 => name.ToLowerInvariant(),
        _ => name,
    };

    /// <summary>An id as it is typed without a slip.</summary>
    public static string TypedId(Dice dice, string id) => dice.Below(12) switch
    {
        0 => id.ToLowerInvariant(),
        1 => id.Replace('-', ' '),
        2 => id.Replace("-", "", StringComparison.Ordinal),
        _ => id,
    };
}
