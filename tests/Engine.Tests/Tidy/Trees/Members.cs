using System.Text.RegularExpressions;

namespace Sluice.Engine.Tests.Tidy.Trees;

/// <summary>A method, constructor, property or statement at a type's level, with its attributes and without its comments.</summary>
public readonly record struct Member(string Name, string Attributes, int FirstLine, int Lines);

/// <summary>Finds the members of a file by counting brackets in its <see cref="SourceFile.Code"/>; fields are left out.</summary>
public static partial class Members
{
    public static IEnumerable<Member> Of(SourceFile file)
    {
        string code = file.Code;
        int start = 0, depth = 0;
        for (int at = 0; at < code.Length; at++)
        {
            if (depth == 0 && code[at] == '{' && IsContainer(code[start..at]))
            {
                start = at + 1;
                continue;
            }

            depth += code[at] switch { '{' or '(' or '[' => 1, '}' or ')' or ']' => -1, _ => 0 };
            if (depth < 0)
            {
                // The end of the type or namespace around: its members go on after it.
                depth = 0;
                start = at + 1;
            }
            else if (depth == 0 && Ends(code, start, at))
            {
                if (!Heads.IsField(code[start..at]) && Measure(code, start, at) is { Name.Length: > 0 } member)
                    yield return member;
                start = at + 1;
            }
        }
    }

    private static bool Ends(string code, int start, int at) =>
        code[at] == ';' || code[at] == '}' && !WaitsForSemicolon(code[start..at]) && !Continues(code, at);

    /// <summary>A value or an arrow before the first brace: that brace does not end the member.</summary>
    private static bool WaitsForSemicolon(string text) =>
        Heads.IsField(text) || text.Split('{')[0].Contains("=>", StringComparison.Ordinal);

    /// <summary>After `{ get; } = value;` the member goes on past its brace.</summary>
    private static bool Continues(string code, int at) => code.AsSpan(at + 1).TrimStart().StartsWith("=");

    private static bool IsContainer(string text)
    {
        string before = text[Heads.AfterAttributes(text)..].Split('(')[0];
        return Container().IsMatch(before) && !before.Contains('=');
    }

    private static Member Measure(string code, int start, int end)
    {
        while (start < end && char.IsWhiteSpace(code[start]))
            start++;
        string text = code[start..end];
        int attributes = Heads.AfterAttributes(text);
        string head = text[attributes..].Split('{', '=')[0];
        int first = code.AsSpan(0, start).Count('\n') + 1;
        return new Member(NameIn().Match(head).Groups["name"].Value, text[..attributes], first, text.Count(c => c == '\n') + 1);
    }

    [GeneratedRegex(@"\b(class|struct|interface|namespace)\s+[\w.]+|\brecord\s+(class\s+|struct\s+)?[A-Z]\w*", RegexOptions.ExplicitCapture, Search.TimeoutMs)]
    private static partial Regex Container();

    [GeneratedRegex(@"(?<name>\w+)\s*(<[^()]*>)?\s*(\(|$)", RegexOptions.ExplicitCapture, Search.TimeoutMs)]
    private static partial Regex NameIn();
}
