using Sluice.Engine.Tests.Tidy.Trees;

namespace Sluice.Ops.Tests.Deploy;

/// <summary>The alert rules of a tree, their tests and what the operations guide says of them.</summary>
internal static class Alerts
{
    public const string Rules = "ops/prometheus/rules/sluice.yml";
    public const string Tests = "ops/prometheus/tests/";
    public const string Guide = "docs/OPERATIONS.md";

    public static IEnumerable<(string Name, string Expression)> All(Tree tree) =>
        Yaml.Read(tree.TextOf(Rules)).Items("groups").SelectMany(g => g.Items("rules")).Select(r => (r.Text("alert")!, r.Text("expr")!));

    public static IEnumerable<string> Faults(Tree tree)
    {
        var tests = tree.Files.Where(f => f.IsUnder(Tests)).SelectMany(f => Yaml.Read(f.Text).Items("tests")).SelectMany(t => t.Items("alert_rule_test"))
            .Select(t => (Alert: t.Text("alertname"), Fires: t.Items("exp_alerts").Any())).ToList();
        foreach (var (name, expression) in All(tree))
        {
            if (!tests.Contains((name, true)))
                yield return $"{name} is not shown to fire";
            if (tests.Count(t => t == (name, false)) < 2)
                yield return $"{name} is not shown to be quiet before and after";
            if (!tree.TextOf(Guide).Contains($"| `{name}` |", StringComparison.Ordinal))
                yield return $"{name} has no first step in {Guide}";
            foreach (var unknown in Expressions.Unknown(expression))
                yield return $"{name}: nobody measures {unknown}";
        }
    }

    /// <summary>Metrics that the guide does not tell of.</summary>
    public static IEnumerable<string> Untold(Tree tree) =>
        Expressions.Known.Where(name => !tree.TextOf(Guide).Contains($"| `{name}` |", StringComparison.Ordinal));
}
