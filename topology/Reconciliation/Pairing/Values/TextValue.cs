using System.Numerics;

namespace Sluice.Topology.Reconciliation.Pairing.Values;

/// <summary>Words, and all of them run together, which is what equality looks at: <c>agar abi</c> is <c>agarabi</c>.</summary>
internal sealed class TextValue : FieldValue
{
    private TextValue(string key, string[] words)
        : base(key)
    {
        Words = words;
        Form = words.Length == 1 ? key : string.Join(' ', words);
        Letters = Mask(key);
    }

    public override FieldKind Kind => FieldKind.Text;

    internal override string Form { get; }

    /// <summary>In the order in which they stand.</summary>
    public string[] Words { get; }

    /// <summary>Which characters occur: a bit each for a–z and 0–9, the rest shared by all others.</summary>
    public ulong Letters { get; }

    public static TextValue? Of(string text)
    {
        var words = TextFold.Words(text);
        return words.Count == 0 ? null : new TextValue(string.Concat(words), [.. words]);
    }

    /// <summary>At least so many characters of the one occur nowhere in the other.</summary>
    public int Foreign(TextValue other) => BitOperations.PopCount(Letters & ~other.Letters);

    private static ulong Mask(string key)
    {
        var mask = 0UL;
        foreach (var c in key)
        {
            mask |= 1UL << (c switch
            {
                >= 'a' and <= 'z' => c - 'a',
                >= '0' and <= '9' => c - '0' + 26,
                _ => 36 + (c % 28),
            });
        }

        return mask;
    }
}
