using System.Buffers;
using System.Text;

namespace Sluice.Connectors.Postgres.Store;

/// <summary>
/// Text as PostgreSQL can keep it. It knows no U+0000, yet bad input with one must find its way to the dead letters:
/// U+0000 is kept as ␀0, and ␀ (U+2400) itself as ␀␀. Half a surrogate pair, which is no character, becomes U+FFFD.
/// </summary>
internal static class SafeText
{
    private const char Mark = '␀';
    private static readonly SearchValues<char> Special = SearchValues.Create("\0␀");

    public static string Encode(string text)
    {
        var whole = text.AsSpan().ContainsAnyInRange('\ud800', '\udfff') ? Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) : text;
        return whole.AsSpan().ContainsAny(Special)
            ? whole.Replace("␀", "␀␀", StringComparison.Ordinal).Replace("\0", "␀0", StringComparison.Ordinal)
            : whole;
    }

    public static string Decode(string stored)
    {
        if (!stored.Contains(Mark, StringComparison.Ordinal))
        {
            return stored;
        }

        var text = new StringBuilder(stored.Length);
        for (var i = 0; i < stored.Length; i++)
        {
            if (stored[i] == Mark && i + 1 < stored.Length)
            {
                i++;
                text.Append(stored[i] == '0' ? '\0' : stored[i]);
            }
            else
            {
                text.Append(stored[i]);
            }
        }

        return text.ToString();
    }
}
