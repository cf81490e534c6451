namespace Sluice.Engine.Tests.Tidy.Trees;

/// <summary>Where a string literal of any of C#'s kinds ends.</summary>
internal static class StringText
{
    /// <summary>The end of the literal that begins here with its $ and @ marks; here itself where it is none, as in @event.</summary>
    public static int End(string text, int start)
    {
        int at = start;
        bool verbatim = false, interpolated = false;
        for (; at < text.Length && text[at] is '$' or '@'; at++)
        {
            verbatim |= text[at] == '@';
            interpolated |= text[at] == '$';
        }

        int quotes = Run(text, at, '"');
        if (quotes == 0)
            return start;
        if (quotes >= 3 && !verbatim)
            return EndOfRaw(text, at + quotes, quotes);
        if (interpolated)
            return EndOfInterpolated(text, at + 1, verbatim);
        return verbatim ? EndOfVerbatim(text, at + 1) : EndOfQuoted(text, at + 1, '"');
    }

    public static int EndOfQuoted(string text, int at, char quote)
    {
        while (at < text.Length && text[at] != quote && text[at] != '\n')
            at += text[at] == '\\' ? 2 : 1;
        return Math.Min(at + 1, text.Length);
    }

    private static int EndOfRaw(string text, int at, int quotes)
    {
        while (at < text.Length)
        {
            int run = Run(text, at, '"');
            if (run >= quotes)
                return at + run;
            at += Math.Max(run, 1);
        }

        return text.Length;
    }

    private static int EndOfVerbatim(string text, int at)
    {
        while (at < text.Length)
        {
            if (text[at] != '"')
                at++;
            else if (at + 1 < text.Length && text[at + 1] == '"')
                at += 2;
            else
                return at + 1;
        }

        return text.Length;
    }

    private static int EndOfInterpolated(string text, int at, bool verbatim)
    {
        int depth = 0;
        while (at < text.Length)
        {
            char c = text[at];
            bool doubled = at + 1 < text.Length && text[at + 1] == c;
            if (depth == 0 && c == '"' && !(verbatim && doubled))
                return at + 1;
            if (depth == 0 && (c == '\\' && !verbatim || doubled && c is '{' or '}' or '"' && doubled))
            {
                at += 2;
                continue;
            }

            depth += c switch { '{' => 1, '}' => -1, _ => 0 };
            // A string inside a hole has quotes of its own.
            int inner = depth > 0 && c is '"' or '$' or '@' ? End(text, at) : at;
            at = depth > 0 && inner > at ? inner : at + 1;
        }

        return text.Length;
    }

    private static int Run(string text, int at, char c)
    {
        int end = at;
        while (end < text.Length && text[end] == c)
            end++;
        return end - at;
    }
}
