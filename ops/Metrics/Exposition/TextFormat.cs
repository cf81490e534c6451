using System.Globalization;
using System.Text;

namespace Sluice.Metrics.Exposition;

/// <summary>How names, labels and numbers are written in Prometheus's text format, version 0.0.4.</summary>
/// <remarks>https://prometheus.io/docs/instrumenting/exposition_formats/</remarks>
internal static class TextFormat
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>A name of letters, digits and underscores; what is none of these becomes an underscore.</summary>
    public static string Name(string name)
    {
        if (name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(IsOfName))
        {
            return name;
        }

        var text = string.Concat(name.Select(c => IsOfName(c) ? c : '_'));
        return text.Length == 0 || char.IsAsciiDigit(text[0]) ? "_" + text : text;
    }

    /// <summary>Help: backslash and line feed are escaped.</summary>
    public static string Help(string text) =>
        text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("\n", @"\n", StringComparison.Ordinal);

    /// <summary>A label's value: backslash, line feed and quote are escaped.</summary>
    public static string Value(string text) => Help(text).Replace("\"", "\\\"", StringComparison.Ordinal);

    /// <summary>A number, in as few digits as give it back exactly.</summary>
    public static string Number(double value) => value switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };

    /// <summary>Labels in the order of their names, so that a series is written the same each time; none is nothing.</summary>
    /// <param name="last">Put behind them: the bucket's bound.</param>
    public static string Labels(IEnumerable<KeyValuePair<string, object?>> tags, (string Name, string Value)? last = null)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in Merged(tags))
        {
            Append(text, name, value);
        }

        if (last is { } bound)
        {
            Append(text, bound.Name, bound.Value);
        }

        return text.Length == 0 ? "" : text.Append('}').ToString();
    }

    /// <summary>Names that differ only in what a label's name cannot hold share one label, their values joined.</summary>
    private static IEnumerable<(string Name, string Value)> Merged(IEnumerable<KeyValuePair<string, object?>> tags) =>
        from tag in tags
        group Convert.ToString(tag.Value, CultureInfo.InvariantCulture) ?? "" by Name(tag.Key) into label
        orderby label.Key
        select (label.Key, string.Join(';', label));

    private static void Append(StringBuilder text, string name, string value) =>
        text.Append(text.Length == 0 ? '{' : ',').Append(name).Append("=\"").Append(Value(value)).Append('"');

    private static bool IsOfName(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';
}
