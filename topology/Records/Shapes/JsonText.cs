using System.Globalization;
using System.Text;

namespace Sluice.Topology.Records.Shapes;

/// <summary>Writes JSON strings with the least escaping that JSON allows.</summary>
internal static class JsonText
{
    /// <summary>
    /// Appends the text in quotes. A lone surrogate is written as its escape: it has no UTF-8, and a decoder shall see
    /// (and reject) what stood there and not a replacement character.
    /// </summary>
    public static void AppendString(StringBuilder json, string text)
    {
        json.Append('"');
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (i + 1 < text.Length && char.IsSurrogatePair(c, text[i + 1]))
                json.Append(c).Append(text[++i]);
            else if (c < ' ' || char.IsSurrogate(c))
                json.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            else if (c is '"' or '\\')
                json.Append('\\').Append(c);
            else
                json.Append(c);
        }

        json.Append('"');
    }
}
