using System.Text;

namespace Sluice.Topology.Records.Scalars;

/// <summary>
/// The one definition of acceptable text. Ids and codes hold no control character and no byte order mark: they could
/// neither be shown nor typed, and PostgreSQL takes no NUL. Free text (names, addresses) may hold tabs and line ends.
/// </summary>
internal static class TextRules
{
    /// <summary>
    /// Most UTF-8 bytes of an id or code. They are parts of keys, and a row of PostgreSQL's index takes about 2,700 bytes.
    /// </summary>
    public const int CodeBytesMax = 256;

    private const int ByteOrderMark = 0xFEFF;

    /// <summary>The first character the text must not hold, or null where all is well.</summary>
    public static Rune? Forbidden(ReadOnlySpan<byte> utf8, bool freeText)
    {
        while (!utf8.IsEmpty)
        {
            Rune.DecodeFromUtf8(utf8, out Rune rune, out int length);
            if (IsForbidden(rune.Value, freeText))
                return rune;
            utf8 = utf8[length..];
        }

        return null;
    }

    /// <summary>Whether there is nothing to read: empty, or spaces only.</summary>
    public static bool IsBlank(ReadOnlySpan<byte> utf8) => !utf8.ContainsAnyExcept((byte)' ');

    private static bool IsForbidden(int value, bool freeText) => value switch
    {
        '\t' or '\n' or '\r' => !freeText,
        < 0x20 or (>= 0x7F and <= 0x9F) or ByteOrderMark => true,
        _ => false,
    };
}
