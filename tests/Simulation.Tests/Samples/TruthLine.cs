using System.Text.Json;
using Sluice.Samples;

namespace Sluice.Simulation.Tests.Samples;

/// <summary>One line of truth.jsonl.</summary>
internal sealed record TruthLine(string Kind, string Topic, string RecordId, string Owner, long Line, string Books, string Detail)
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
        truth.EnumerateObject().Count().ShouldBe(7);
        return new TruthLine(
            Text(truth, "kind"), Text(truth, "topic"), Text(truth, "record_id"), Text(truth, "owner"),
            truth.GetProperty("line").GetInt64(), Text(truth, "books"), Text(truth, "detail"));
    }

    private static string Text(JsonElement truth, string field)
    {
        var text = truth.GetProperty(field).GetString();
        text.ShouldNotBeNullOrEmpty();
        return text;
    }
}
