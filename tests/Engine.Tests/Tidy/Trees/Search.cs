using System.Text.RegularExpressions;

namespace Sluice.Engine.Tests.Tidy.Trees;

/// <summary>Searches files line by line and tells where.</summary>
public static class Search
{
    /// <summary>Bounds every pattern: a rule that hangs is a rule that fails.</summary>
    public const int TimeoutMs = 2_000;

    /// <summary>"path:line text" of every line of the files' code, without comments and strings, that fits the pattern.</summary>
    public static IEnumerable<string> Code(IEnumerable<SourceFile> files, string pattern) => Lines(files, f => f.Code, pattern);

    /// <summary>The same over the whole text.</summary>
    public static IEnumerable<string> Text(IEnumerable<SourceFile> files, string pattern) => Lines(files, f => f.Text, pattern);

    private static IEnumerable<string> Lines(IEnumerable<SourceFile> files, Func<SourceFile, string> part, string pattern)
    {
        var regex = new Regex(pattern, RegexOptions.ExplicitCapture, TimeSpan.FromMilliseconds(TimeoutMs));
        foreach (SourceFile file in files)
        {
            string text = part(file);
            if (!regex.IsMatch(text))
                continue;
            string[] lines = text.Split('\n');
            for (int n = 0; n < lines.Length; n++)
            {
                if (regex.IsMatch(lines[n]))
                    yield return $"{file.Path}:{n + 1} {lines[n].Trim()}";
            }
        }
    }
}
