using System.Text.RegularExpressions;
using System.Xml.Linq;
using Sluice.Engine.Tests.Tidy.Trees;

namespace Sluice.Engine.Tests.Tidy.Rules;

/// <summary>The solution, and who may reference whom.</summary>
public static class Projects
{
    // The folder a project lies in (the longest that fits), and the folders its references may lie in.
    private static readonly (string Area, string[] MayReference)[] Layers =
    [
        ("engine/", []),
        ("engine/Testing/", ["engine/"]),
        ("topology/", ["engine/"]),
        ("connectors/", ["engine/", "connectors/"]),
        ("ops/", ["engine/", "engine/Testing/", "topology/", "connectors/", "ops/"]),
        ("bench/", ["engine/", "engine/Testing/", "topology/", "connectors/", "ops/"]),
        ("tests/Oracle/", []),
        ("tests/", ["engine/", "engine/Testing/", "topology/", "connectors/", "ops/", "bench/", "tests/", "tests/Oracle/"]),
    ];

    public static IEnumerable<string> WrongReferences(Tree tree) =>
        from project in tree.Projects
        from reference in References(project)
        where !MayReference(project.Path, reference)
        select $"{project.Path} must not reference {reference}";

    /// <summary>Projects that only the disk or only the solution knows.</summary>
    public static IEnumerable<string> Strays(Tree tree)
    {
        string solution = tree.Files.Single(f => f.Path == "Streaming.sln").Text.Replace('\\', '/');
        string[] listed = Regex.Matches(solution, "\"(?<path>[^\"]+\\.csproj)\"", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(2))
            .Select(m => m.Groups["path"].Value).ToArray();
        string[] present = tree.Projects.Select(p => p.Path).ToArray();
        return present.Except(listed).Select(p => $"{p} is not in Streaming.sln")
            .Concat(listed.Except(present).Select(p => $"{p} is in Streaming.sln only"));
    }

    /// <summary>Package versions named outside Directory.Packages.props, or missing there.</summary>
    public static IEnumerable<string> OwnVersions(Tree tree)
    {
        const string Central = "Directory.Packages.props";
        string[] known = Elements(tree.Files.Single(f => f.Path == Central), "PackageVersion").ToArray();
        foreach (SourceFile file in tree.Files.Where(f => f.Path != Central && Path.GetExtension(f.Path) is ".csproj" or ".props" or ".targets"))
        {
            foreach (XElement package in XDocument.Parse(file.Text).Descendants().Where(e => e.Name.LocalName is "PackageReference" or "PackageVersion"))
            {
                string name = NameOf(package);
                if (package.Attributes().Select(a => a.Name).Concat(package.Elements().Select(e => e.Name)).Any(n => n.LocalName is "Version" or "VersionOverride"))
                    yield return $"{file.Path} gives {name} a version of its own";
                else if (!known.Contains(name))
                    yield return $"{file.Path} uses {name}, which {Central} does not know";
            }
        }
    }

    private static bool MayReference(string project, string target)
    {
        string area = AreaOf(target);
        return Layers.Single(l => l.Area == AreaOf(project)).MayReference.Contains(area);
    }

    private static string AreaOf(string path) =>
        Layers.Select(l => l.Area).Where(a => path.StartsWith(a, StringComparison.Ordinal)).MaxBy(a => a.Length)
        ?? throw new InvalidOperationException($"{path} lies in no layer");

    private static IEnumerable<string> References(SourceFile project)
    {
        string folder = Path.GetDirectoryName("/" + project.Path)!;
        return Elements(project, "ProjectReference").Select(r => Path.GetFullPath(Path.Combine(folder, r.Replace('\\', '/')))[1..]);
    }

    private static IEnumerable<string> Elements(SourceFile file, string name) =>
        XDocument.Parse(file.Text).Descendants().Where(e => e.Name.LocalName == name).Select(NameOf);

    private static string NameOf(XElement item) => (item.Attribute("Include") ?? item.Attribute("Update"))?.Value ?? "";
}
