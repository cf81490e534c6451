using System.Text.Json;
using Sluice.Engine.Tests.Tidy.Trees;

namespace Sluice.Ops.Tests.Deploy;

/// <summary>Grafana's dashboards of a tree.</summary>
internal static class Dashboards
{
    public const string Folder = "ops/grafana/dashboards/";

    /// <summary>What is wrong with them: no JSON, an unknown metric or source of data, an id or place that two have.</summary>
    public static IEnumerable<string> Faults(Tree tree)
    {
        var source = Yaml.Read(tree.TextOf("ops/grafana/provisioning/datasources/prometheus.yml")).Items("datasources").Single().Text("uid");
        foreach (var file in tree.Files.Where(f => f.IsUnder(Folder)))
        {
            foreach (var fault in Faults(file.Text, source!))
                yield return $"{file.Name}: {fault}";
        }
    }

    /// <summary>Title and expressions of each panel of all dashboards.</summary>
    public static IEnumerable<(string Title, string Expression)> Panels(Tree tree) =>
        tree.Files.Where(f => f.IsUnder(Folder)).SelectMany(f => Panels(JsonDocument.Parse(f.Text).RootElement));

    private static IEnumerable<string> Faults(string text, string source)
    {
        JsonElement root;
        try
        {
            root = JsonDocument.Parse(text).RootElement;
        }
        catch (JsonException)
        {
            return ["it is no JSON"];
        }

        var panels = root.GetProperty("panels").EnumerateArray().ToList();
        return Panels(root).SelectMany(p => Expressions.Unknown(p.Expression).Select(n => $"{p.Title}: nobody measures {n}"))
            .Concat(panels.Where(p => p.GetProperty("datasource").GetProperty("uid").GetString() != source).Select(p => $"{p.GetProperty("title")}: its source of data is not provisioned"))
            .Concat(panels.GroupBy(p => p.GetProperty("id").GetInt32()).Where(g => g.Count() > 1).Select(g => $"id {g.Key} is of {g.Count()} panels"));
    }

    private static IEnumerable<(string Title, string Expression)> Panels(JsonElement root) =>
        from panel in root.GetProperty("panels").EnumerateArray()
        from target in panel.GetProperty("targets").EnumerateArray()
        select (panel.GetProperty("title").GetString()!, target.GetProperty("expr").GetString()!);
}
