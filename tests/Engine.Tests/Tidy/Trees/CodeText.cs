using System.Text;

namespace Sluice.Engine.Tests.Tidy.Trees;

/// <summary>
/// Blanks comments, preprocessor lines and the insides of strings and characters, keeping every line where it is, so that
/// rules search code alone and braces can be counted. Holes of interpolated strings are blanked with their string.
/// </summary>
public static class CodeText
{
    public static string Of(string text)
    {
        var code = new StringBuilder(text.Length);
        int at = 0;
        while (at < text.Length)
        {
            int end = EndOfBlank(text, at);
            if (end == at)
            {
                code.Append(text[at++]);
                continue;
            }

            for (; at < end; at++)
                code.Append(text[at] is '\n' ? '\n' : ' ');
        }

        return code.ToString();
    }

    /// <summary>Where the comment, directive, string or character that begins here ends; here itself where none begins.</summary>
    private static int EndOfBlank(string text, int at)
    {
        ReadOnlySpan<char> rest = text.AsSpan(at);
        if (rest.StartsWith("//"))
            return EndOfLine(text, at);
        if (rest.StartsWith("/*"))
            return After(text, "*/", at + 2);
        if (rest[0] == '#' && BeginsLine(text, at))
            return EndOfLine(text, at);
        if (rest[0] == '\'')
            return StringText.EndOfQuoted(text, at + 1, '\'');
        return rest[0] is '"' or '$' or '@' ? StringText.End(text, at) : at;
    }

    private static bool BeginsLine(string text, int at)
    {
        int line = text.LastIndexOf('\n', at) + 1;
        return text.AsSpan(line, at - line).IsWhiteSpace();
    }

    private static int EndOfLine(string text, int at)
    {
        int end = text.IndexOf('\n', at);
        return end < 0 ? text.Length : end;
    }

    private static int After(string text, string mark, int from)
    {
        int end = text.IndexOf(mark, from, StringComparison.Ordinal);
        return end < 0 ? text.Length : end + mark.Length;
    }
}
