using Sluice.Engine.Tests.Tidy.Trees;

namespace Sluice.Ops.Tests.Deploy;

/// <summary>Looks into a tree, and makes broken copies of it.</summary>
internal static class Trees
{
    public static string TextOf(this Tree tree, string path) => tree.Files.SingleOrDefault(f => f.Path == path)?.Text
        ?? throw new FileNotFoundException($"{path} is missing");

    /// <summary>Whether it has the file, or the folder.</summary>
    public static bool Has(this Tree tree, string path)
    {
        var plain = path.TrimEnd('/');
        return tree.Files.Any(f => f.Path == plain || f.Path.StartsWith(plain + "/", StringComparison.Ordinal));
    }

    /// <summary>A copy in which one text of one file is another; a text that is not there is a mistake of the test's.</summary>
    public static Tree With(this Tree tree, string path, string from, string to)
    {
        tree.TextOf(path).ShouldContain(from);
        return new Tree([.. tree.Files.Select(f => f.Path == path ? f with { Text = f.Text.Replace(from, to) } : f)]);
    }

    public static Tree Without(this Tree tree, string path)
    {
        tree.Has(path).ShouldBeTrue();
        return new Tree([.. tree.Files.Where(f => f.Path != path && !f.Path.StartsWith(path + "/", StringComparison.Ordinal))]);
    }
}
