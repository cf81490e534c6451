using System.Text.RegularExpressions;
using Sluice.Engine.Tests.Tidy.Trees;

namespace Sluice.Ops.Tests.Deploy;

/// <summary>The compose file of a tree.</summary>
internal sealed partial class Compose
{
    public const string Path = "docker-compose.yml";

    public Compose(Tree tree)
    {
        Text = tree.TextOf(Path);
        Root = Yaml.Read(Text);
        Services = Root.Members("services").ToDictionary(s => s.Key, s => s.Value!);
    }

    public string Text { get; }

    public object? Root { get; }

    public IReadOnlyDictionary<string, object> Services { get; }

    /// <summary>Services that run to their end: others wait for it.</summary>
    public IReadOnlySet<string> Jobs => Services.Values
        .SelectMany(s => s.Members("depends_on"))
        .Where(d => d.Value.Text("condition") == "service_completed_successfully")
        .Select(d => d.Key).ToHashSet();

    /// <summary>The services that run this repository's own image.</summary>
    public IEnumerable<(string Name, object Service)> Ours => Services.Where(s => s.Value.At("build") is not null).Select(s => (s.Key, s.Value));

    /// <summary>The variables it asks for, with what stands behind their names: <c>:-default</c>, <c>:?words</c> or nothing.</summary>
    public IEnumerable<(string Name, string Tail)> Variables => Variable().Matches(Text).Select(m => (m.Groups["name"].Value, m.Groups["tail"].Value));

    /// <summary>The text with variables replaced by their defaults.</summary>
    public static string Defaulted(string text) => Variable().Replace(text, m => m.Groups["tail"].Value is ['-', ..] or [':', '-', ..] ? m.Groups["tail"].Value.TrimStart(':')[1..] : "");

    [GeneratedRegex(@"\$\{(?<name>[A-Za-z_]\w*)(?<tail>[^}]*)\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Variable();
}
