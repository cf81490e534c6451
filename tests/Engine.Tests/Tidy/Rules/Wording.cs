using Sluice.Engine.Tests.Tidy.Trees;

namespace Sluice.Engine.Tests.Tidy.Rules;

/// <summary>What stands in no file: unfinished work, a machine's own paths; and what stands in one file alone.</summary>
public static class Wording
{
    public const string MetricFile = "engine/Telemetry/MetricNames.cs";

    // In parts, so that this file does not find itself.
    private const string Unfinished = @"\b(TO" + @"DO|FIX" + @"ME|HA" + @"CK)\b|NotImpl" + "ementedException";
    private const string MachinePath = @"(?<![\w.:/~*$}-])/(home|Users|wo" + @"rk|mnt)/\w|\b[A-Z]:\\Users\\";

    public static IEnumerable<string> UnfinishedWork(Tree tree) => Search.Text(tree.Files, Unfinished);

    public static IEnumerable<string> MachinePaths(Tree tree) => Search.Text(tree.Files, MachinePath);

    /// <summary>Metric names written out anywhere but in their file, which the dashboards and docs are checked against.</summary>
    public static IEnumerable<string> StrayMetricNames(Tree tree) =>
        Search.Text(tree.CSharp.Where(f => f.Path != MetricFile), "\"sluice" + "_[a-z]");

    /// <summary>Constants of a Limits file that say neither their unit nor their reason.</summary>
    public static IEnumerable<string> SilentLimits(Tree tree)
    {
        foreach (SourceFile file in tree.CSharp.Where(f => f.Name.EndsWith("Limits.cs", StringComparison.Ordinal)))
        {
            string[] lines = file.Text.Split('\n');
            for (int n = 0; n < lines.Length; n++)
            {
                bool constant = lines[n].Contains(" const ", StringComparison.Ordinal)
                    || lines[n].Contains(" static readonly ", StringComparison.Ordinal);
                if (constant && (n == 0 || !lines[n - 1].TrimStart().StartsWith("///", StringComparison.Ordinal)))
                    yield return $"{file.Path}:{n + 1} {lines[n].Trim()}";
            }
        }
    }
}
