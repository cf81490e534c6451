using System.Globalization;
using System.Text.Json;
using Sluice.Engine.Log;
using Sluice.Topology;
using Sluice.Topology.Books;

namespace Sluice.Cli.Control;

/// <summary>The end of every input partition at an instant: what lies below it is what a command is about (contract §4).</summary>
/// <param name="Ends">By topic, the end of each partition in its order.</param>
internal sealed record LogCut(IReadOnlyList<(string Topic, IReadOnlyList<long> Ends)> Ends)
{
    /// <summary>The inputs as they are now; a topic that is not made yet has no end.</summary>
    public static async Task<LogCut> NowAsync(ILog log, CancellationToken cancel)
    {
        var graph = FinanceTopology.Build(new BooksSettings());
        var inputs = graph.Streams.Select(s => s.Topic).Concat(graph.ReferenceTopics.Select(t => t.Topic)).Append(BooksTables.Bookings.Name);
        var made = (await log.TopicsAsync(cancel)).Select(t => t.Name).ToHashSet(StringComparer.Ordinal);
        var ends = new List<(string, IReadOnlyList<long>)>();
        foreach (var topic in inputs.Where(made.Contains).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            ends.Add((topic, [.. (await log.OffsetsAsync(topic, cancel)).Select(o => o.End)]));
        }

        return new LogCut(ends);
    }

    /// <summary>As <c>{topic: {partition: offset}}</c>.</summary>
    public void WriteTo(Utf8JsonWriter json, string field)
    {
        json.WriteStartObject(field);
        foreach (var (topic, ends) in Ends)
        {
            json.WriteStartObject(topic);
            for (var partition = 0; partition < ends.Count; partition++)
            {
                json.WriteNumber(partition.ToString(CultureInfo.InvariantCulture), ends[partition]);
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
