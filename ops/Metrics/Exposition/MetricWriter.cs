using System.Text;
using OpenTelemetry.Metrics;

namespace Sluice.Metrics.Exposition;

/// <summary>Writes metrics as Prometheus's text: families in the order of their names, series in that of their labels.</summary>
internal static class MetricWriter
{
    public static string Write(IEnumerable<Metric> metrics)
    {
        var text = new StringBuilder();
        foreach (var family in metrics.GroupBy(m => TextFormat.Name(m.Name)).OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            WriteFamily(text, family.Key, [.. family]);
        }

        return text.ToString();
    }

    private static void WriteFamily(StringBuilder text, string name, List<Metric> metrics)
    {
        var series = metrics.SelectMany(m => Series(name, m)).OrderBy(s => s.Labels, StringComparer.Ordinal).ToList();
        if (series.Count == 0)
        {
            return;
        }

        var first = metrics[0];
        if (first.Description.Length > 0)
        {
            text.Append("# HELP ").Append(name).Append(' ').Append(TextFormat.Help(first.Description)).Append('\n');
        }

        text.Append("# TYPE ").Append(name).Append(' ').Append(Kind(first.MetricType)).Append('\n');

        // A comment in this version of the format; OpenMetrics reads it.
        if (Unit(first.Unit) is { } unit)
        {
            text.Append("# UNIT ").Append(name).Append(' ').Append(unit).Append('\n');
        }

        series.ForEach(s => text.Append(s.Lines));
    }

    private static List<(string Labels, string Lines)> Series(string name, Metric metric)
    {
        var series = new List<(string Labels, string Lines)>();
        foreach (ref readonly var point in metric.GetMetricPoints())
        {
            var tags = new List<KeyValuePair<string, object?>>(point.Tags.Count);
            foreach (var tag in point.Tags)
            {
                tags.Add(tag);
            }

            var labels = TextFormat.Labels(tags);
            series.Add((labels, metric.MetricType == MetricType.Histogram ? Histogram(name, tags, point) : $"{name}{labels} {Value(metric.MetricType, point)}\n"));
        }

        return series;
    }

    /// <summary>Each bucket counts all that is not above its bound; the last one, without bound, counts everything.</summary>
    private static string Histogram(string name, List<KeyValuePair<string, object?>> tags, in MetricPoint point)
    {
        var text = new StringBuilder();
        long upTo = 0;
        foreach (var bucket in point.GetHistogramBuckets())
        {
            upTo += bucket.BucketCount;
            text.Append($"{name}_bucket{TextFormat.Labels(tags, ("le", TextFormat.Number(bucket.ExplicitBound)))} {upTo}\n");
        }

        var labels = TextFormat.Labels(tags);
        return text.Append($"{name}_sum{labels} {TextFormat.Number(point.GetHistogramSum())}\n{name}_count{labels} {upTo}\n").ToString();
    }

    private static string Value(MetricType type, in MetricPoint point) => type switch
    {
        MetricType.LongSum or MetricType.LongSumNonMonotonic => $"{point.GetSumLong()}",
        MetricType.LongGauge => $"{point.GetGaugeLastValueLong()}",
        MetricType.DoubleSum or MetricType.DoubleSumNonMonotonic => TextFormat.Number(point.GetSumDouble()),
        MetricType.DoubleGauge => TextFormat.Number(point.GetGaugeLastValueDouble()),
        _ => throw new InvalidOperationException($"metrics of type {type} are not written"),
    };

    private static string Kind(MetricType type) => type switch
    {
        MetricType.LongSum or MetricType.DoubleSum => "counter",
        MetricType.Histogram => "histogram",
        _ => "gauge",
    };

    /// <summary>Units as the instruments give them (UCUM), in Prometheus's words; those that only count have none.</summary>
    private static string? Unit(string unit) => unit switch
    {
        "s" => "seconds",
        "By" => "bytes",
        _ => null,
    };
}
