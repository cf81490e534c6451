namespace Sluice.Engine.Tests.Tidy.Trees;

/// <summary>The files a rule looks at: the repository's own, or a few made up to show that the rule bites.</summary>
public sealed record Tree(IReadOnlyList<SourceFile> Files)
{
    public IEnumerable<SourceFile> CSharp => Files.Where(f => f.IsCSharp);

    public IEnumerable<SourceFile> Projects => Files.Where(f => f.Path.EndsWith(".csproj", StringComparison.Ordinal));

    public static Tree Of(params ReadOnlySpan<(string Path, string Text)> files)
    {
        var list = new List<SourceFile>();
        foreach (var (path, text) in files)
            list.Add(new SourceFile(path, text));
        return new Tree(list);
    }
}
