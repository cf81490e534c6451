using System.Text.Json;
using Sluice.Samples;

namespace Sluice.Simulation.Tests.Samples;

/// <summary>One line of truth.jsonl.</summary>
internal sealed record TruthLine(string Kind, string Topic, string RecordId, string? ClientId, long Line)
{
    public static List<TruthLine> ReadAll(SampleMonth month)
    {
        var lines = new List<TruthLine>();
        month.Send((topic, json) =>
        {
            if (topic == SampleTopics.Truth)
                lines.Add(Read(json.ToArray()));
        });
        return lines;
    }

    private static TruthLine Read(byte[] json)
    {
        using var document = JsonDocument.Parse(json);
        var truth = document.RootElement;
        truth.GetProperty("detail").GetString().ShouldNotBeNullOrEmpty();
        return new TruthLine(
            truth.GetProperty("kind").GetString()!,
            truth.GetProperty("topic").GetString()!,
            truth.GetProperty("record_id").GetString()!,
            truth.TryGetProperty("client_id", out var client) ? client.GetString() : null,
            truth.GetProperty("line").GetInt64());
    }
}
