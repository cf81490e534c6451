using System.Text.RegularExpressions;
using System.Xml.Linq;
using Sluice.Engine.Tests.Tidy.Trees;

namespace Sluice.Ops.Tests.Deploy.Rules;

/// <summary>What must hold of the image, judged by its Dockerfile and by what .dockerignore lets in.</summary>
internal static partial class ImageRules
{
    public const string Dockerfile = "ops/docker/Dockerfile";

    /// <summary>Sources that are copied and are not there, or not let in.</summary>
    public static IEnumerable<string> MissingSources(Tree tree) =>
        from source in Sources(tree)
        where !tree.Files.Any(f => IsBelow(f.Path, source) && !IsIgnored(tree, f.Path))
        select $"{source} is copied and not there";

    /// <summary>Projects that the program is built from and that do not get into the image.</summary>
    public static IEnumerable<string> MissingProjects(Tree tree)
    {
        var sources = Sources(tree).ToList();
        return Closure(tree, Published(tree)).Where(p => !sources.Any(s => IsBelow(p, s)) || IsIgnored(tree, p)).Select(p => $"{p} does not get into the image");
    }

    /// <summary>Scripts of the image that are not in the tree.</summary>
    public static IEnumerable<string> MissingScripts(Tree tree) =>
        Regex.Matches(tree.TextOf(Dockerfile), @"\bcp (?<path>\S+)", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1))
            .Select(m => m.Groups["path"].Value).Where(p => !tree.Has(p) || IsIgnored(tree, p)).Select(p => $"{p} is copied and not there");

    /// <summary>An image that runs as root, that nobody can ask how it is, or whose bases move at will.</summary>
    public static IEnumerable<string> Careless(Tree tree)
    {
        var lines = tree.TextOf(Dockerfile).Split('\n');
        var last = lines[Array.FindLastIndex(lines, l => l.StartsWith("FROM ", StringComparison.Ordinal))..];
        if (!last.Contains("USER $APP_UID"))
            yield return "the image runs as root";
        if (!last.Any(l => l.StartsWith("HEALTHCHECK ", StringComparison.Ordinal)))
            yield return "the image has no health check";
        foreach (var image in lines.Where(l => l.StartsWith("ARG ", StringComparison.Ordinal)).Select(l => l.Split('=')[1]).Where(i => !Based().IsMatch(i)))
            yield return $"{image} is not pinned";
    }

    /// <summary>Whether .dockerignore keeps a file out: the last pattern that fits decides.</summary>
    public static bool IsIgnored(Tree tree, string path)
    {
        var ignored = false;
        foreach (var line in tree.TextOf(".dockerignore").Split('\n').Where(l => l.Length > 0 && l[0] != '#'))
        {
            var pattern = line.TrimStart('!').TrimEnd('/');
            var fits = pattern == "*" || IsBelow(path, pattern)
                || (pattern.StartsWith("**/", StringComparison.Ordinal) && ("/" + path).Contains($"/{pattern[3..]}/", StringComparison.Ordinal));
            ignored = fits ? line[0] != '!' : ignored;
        }

        return ignored;
    }

    private static string Published(Tree tree) =>
        Regex.Match(tree.TextOf(Dockerfile), @"dotnet publish (?<path>\S+)", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Groups["path"].Value;

    private static IEnumerable<string> Sources(Tree tree) =>
        tree.TextOf(Dockerfile).Split('\n').Where(l => l.StartsWith("COPY ", StringComparison.Ordinal) && !l.Contains("--from=", StringComparison.Ordinal))
            .SelectMany(l => l.Split(' ')[1..^1]);

    /// <summary>A project and all it refers to; not what only a build without librdkafka.redist needs.</summary>
    private static HashSet<string> Closure(Tree tree, string project)
    {
        var found = new HashSet<string>();
        var open = new Stack<string>([project]);
        while (open.TryPop(out var next))
        {
            if (!found.Add(next))
                continue;
            var folder = Path.GetDirectoryName("/" + next)!;
            foreach (var reference in XDocument.Parse(tree.TextOf(next)).Descendants("ProjectReference").Where(r => r.Attribute("Condition") is null))
                open.Push(Path.GetFullPath(Path.Combine(folder, reference.Attribute("Include")!.Value))[1..]);
        }

        return found;
    }

    private static bool IsBelow(string path, string source) =>
        path == source || path.StartsWith(source.TrimEnd('/') + "/", StringComparison.Ordinal);

    [GeneratedRegex(@"^[\w./-]+:\d+\.\d+[\w.-]*$", RegexOptions.None, 1000)]
    private static partial Regex Based();
}
