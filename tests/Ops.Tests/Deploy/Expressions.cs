using System.Reflection;
using System.Text.RegularExpressions;
using Sluice.Engine.Telemetry;

namespace Sluice.Ops.Tests.Deploy;

/// <summary>Names of metrics: those there are, and those an expression of Prometheus's asks for.</summary>
internal static partial class Expressions
{
    private static readonly string[] Words = ["by", "on", "and", "or", "unless", "without", "ignoring", "group_left", "group_right", "offset", "bool"];

    /// <summary>All names of <see cref="MetricNames"/>, its groups included.</summary>
    public static IReadOnlyList<string> Known { get; } = [.. typeof(MetricNames).GetNestedTypes().Append(typeof(MetricNames))
        .SelectMany(t => t.GetFields(BindingFlags.Public | BindingFlags.Static))
        .Where(f => f.Name != nameof(MetricNames.Meter))
        .Select(f => (string)f.GetRawConstantValue()!)];

    /// <summary>Names that an expression asks for and that nobody measures. Prometheus itself adds <c>up</c>.</summary>
    public static IEnumerable<string> Unknown(string expression) =>
        Names(expression).Where(n => n != "up" && !Known.Contains(n) && !Known.Contains(Regex.Replace(n, "_(bucket|sum|count)$", "", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1))));

    public static IEnumerable<string> Names(string expression) =>
        Name().Matches(Aside().Replace(expression, " ")).Select(m => m.Value).Except(Words).Distinct();

    /// <summary>Selectors, ranges, texts and lists of labels.</summary>
    [GeneratedRegex(@"\{[^}]*\}|\[[^\]]*\]|""[^""]*""|\b(by|on|without|ignoring|group_left|group_right)\s*\([^)]*\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Aside();

    /// <summary>A word that is no number's exponent and no function.</summary>
    [GeneratedRegex(@"(?<![\w.])[A-Za-z_:][\w:]*(?!\w|\s*\()", RegexOptions.None, 1000)]
    private static partial Regex Name();
}
