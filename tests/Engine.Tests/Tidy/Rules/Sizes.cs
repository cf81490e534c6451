using Sluice.Engine.Tests.Tidy.Trees;

namespace Sluice.Engine.Tests.Tidy.Rules;

/// <summary>Files and methods stay small enough to read at a glance.</summary>
public static class Sizes
{
    public const int MedianLinesMax = 70;
    public const int FewLines = 250;
    public const double FewShare = 0.05;
    public const int FileLinesMax = 400;
    public const int MethodLinesMax = 70;

    /// <summary>Files above <see cref="FileLinesMax"/>, the longest first.</summary>
    public static IEnumerable<string> LongFiles(Tree tree) =>
        Longest(tree.CSharp.Where(f => f.Lines > FileLinesMax));

    /// <summary>The files above <see cref="FewLines"/>, where they are more than <see cref="FewShare"/> of all.</summary>
    public static IEnumerable<string> TooManyLongish(Tree tree)
    {
        SourceFile[] longish = tree.CSharp.Where(f => f.Lines > FewLines).ToArray();
        return longish.Length > tree.CSharp.Count() * FewShare ? Longest(longish) : [];
    }

    public static int MedianLines(Tree tree)
    {
        int[] lines = tree.CSharp.Select(f => f.Lines).Order().ToArray();
        return lines.Length == 0 ? 0 : lines[lines.Length / 2];
    }

    public static IEnumerable<string> LongMethods(Tree tree) =>
        from file in tree.CSharp
        from member in Members.Of(file)
        where member.Lines > MethodLinesMax
        orderby member.Lines descending
        select $"{file.Path}:{member.FirstLine} {member.Name} has {member.Lines} lines";

    private static IEnumerable<string> Longest(IEnumerable<SourceFile> files) =>
        files.OrderByDescending(f => f.Lines).Select(f => $"{f.Path} has {f.Lines} lines");
}
