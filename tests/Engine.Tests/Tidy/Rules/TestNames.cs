using System.Text.RegularExpressions;
using Sluice.Engine.Tests.Tidy.Trees;

namespace Sluice.Engine.Tests.Tidy.Rules;

/// <summary>A test's name is a sentence: Rerun_during_live_traffic_leaves_live_keys_untouched.</summary>
public static partial class TestNames
{
    public static IEnumerable<Member> Tests(SourceFile file) =>
        file.IsUnder("tests/", "engine/Testing/") ? Members.Of(file).Where(m => TestAttribute().IsMatch(m.Attributes)) : [];

    public static IEnumerable<string> NoSentences(Tree tree) =>
        from file in tree.CSharp
        from test in Tests(file)
        where !IsSentence(test.Name)
        select $"{file.Path}:{test.FirstLine} {test.Name}";

    /// <summary>A capital first, words joined by underscores, and after the first not every word with a capital.</summary>
    public static bool IsSentence(string name)
    {
        string[] words = name.Split('_');
        return words.Length >= 2
            && words.All(w => w.Length > 0)
            && char.IsAsciiLetterUpper(name[0])
            && words.Skip(1).Any(w => !char.IsAsciiLetterUpper(w[0]));
    }

    [GeneratedRegex(@"\b(\w*Fact|\w*Theory|Property)(Attribute)?\s*[\](,]", RegexOptions.ExplicitCapture, Search.TimeoutMs)]
    private static partial Regex TestAttribute();
}
