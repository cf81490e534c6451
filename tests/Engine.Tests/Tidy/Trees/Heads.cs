namespace Sluice.Engine.Tests.Tidy.Trees;

/// <summary>Reads what stands before a member's body.</summary>
internal static class Heads
{
    /// <summary>Where the attributes at the start end and the member's own words begin.</summary>
    public static int AfterAttributes(string text)
    {
        int at = SkipSpace(text, 0);
        while (at < text.Length && text[at] == '[')
            at = SkipSpace(text, AfterBracket(text, at));
        return at;
    }

    /// <summary>
    /// Whether an equals sign of the member's own opens a value: none of an arrow, of an operator's name, of a default value.
    /// A parenthesis after a space or an angle is a tuple type, any other a list of parameters.
    /// </summary>
    public static bool IsField(string text)
    {
        for (int at = AfterAttributes(text); at < text.Length; at++)
        {
            switch (text[at])
            {
                case '{':
                    return false;
                case '(' when at > 0 && !char.IsWhiteSpace(text[at - 1]) && text[at - 1] != '<':
                    return false;
                case '(' or '[':
                    at = AfterBracket(text, at) - 1;
                    break;
                case '=':
                    bool arrow = at + 1 < text.Length && text[at + 1] is '>' or '=';
                    return !arrow && !text[..at].TrimEnd('!', '<', '>', ' ').EndsWith("operator", StringComparison.Ordinal);
                default:
                    break;
            }
        }

        return false;
    }

    private static int AfterBracket(string text, int at)
    {
        int depth = 0;
        for (; at < text.Length; at++)
        {
            depth += text[at] switch { '(' or '[' or '{' => 1, ')' or ']' or '}' => -1, _ => 0 };
            if (depth == 0)
                return at + 1;
        }

        return text.Length;
    }

    private static int SkipSpace(string text, int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
            at++;
        return at;
    }
}
