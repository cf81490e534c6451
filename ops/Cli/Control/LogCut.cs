using System.Globalization;
using System.Text.Json.Nodes;
using Sluice.Cli.Hosting;
using Sluice.Engine.Log;
using Sluice.Topology;

namespace Sluice.Cli.Control;

/// <summary>The end of every input partition at an instant: what lies below it is what a command is about (contract §4).</summary>
/// <param name="Ends">By topic in ordinal order, the end of each partition in its order.</param>
internal sealed record LogCut(IReadOnlyList<(string Topic, IReadOnlyList<long> Ends)> Ends)
{
    /// <summary>The inputs as they are now: every stream and every reference topic.</summary>
    /// <exception cref="CliException">One is not made yet: no engine has run on these books.</exception>
    public static async Task<LogCut> NowAsync(ILog log, CancellationToken cancel)
    {
        var graph = FinanceTopology.Build(new BooksSettings());
        var made = (await log.TopicsAsync(cancel)).Select(t => t.Name).ToHashSet(StringComparer.Ordinal);
        var ends = new List<(string, IReadOnlyList<long>)>();
        foreach (var topic in graph.Streams.Select(s => s.Topic).Concat(graph.ReferenceTopics.Select(t => t.Topic)).Order(StringComparer.Ordinal))
        {
            if (!made.Contains(topic))
            {
                throw CliException.Refused($"the log has no topic {topic} yet: ./sluice run --until-idle makes the topics and takes in what is there; then send the command again");
            }

            ends.Add((topic, [.. (await log.OffsetsAsync(topic, cancel)).Select(o => o.End)]));
        }

        return new LogCut(ends);
    }

    /// <summary>As <c>{topic: {partition: offset}}</c>, names in ordinal order.</summary>
    public JsonObject ToJson() => new(Ends.Select(topic => KeyValuePair.Create(topic.Topic, (JsonNode?)new JsonObject(topic.Ends
        .Select((end, partition) => KeyValuePair.Create(partition.ToString(CultureInfo.InvariantCulture), (JsonNode?)end))
        .OrderBy(p => p.Key, StringComparer.Ordinal)))));
}
