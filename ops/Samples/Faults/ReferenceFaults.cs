using System.Text;
using System.Text.Json;
using Sluice.Samples.Market;
using Sluice.Samples.Writing;

namespace Sluice.Samples.Faults;

/// <summary>Puts a resend and unreadable records behind those of each reference topic, and the truth behind all that have one.</summary>
internal static class ReferenceFaults
{
    /// <param name="topics">The records of each topic.</param>
    /// <param name="faults">Whether to add any; what is marked already is told in any case.</param>
    public static IEnumerable<SampleRecord> Inject(IEnumerable<IEnumerable<Marked>> topics, bool faults)
    {
        using var line = new JsonLine();
        foreach (var topic in topics)
        {
            var (last, count) = (default(SampleRecord), 0L);
            foreach (var (record, truth) in topic)
            {
                yield return record;
                if (truth is not null)
                    yield return truth.Write(line, count);
                (last, count) = (record, count + 1);
            }
            if (!faults || last.Topic is null)
                continue;
            foreach (var (record, truth) in Behind(last))
            {
                yield return record;
                yield return truth!.Write(line, count++);
            }
        }
    }

    private static IEnumerable<Marked> Behind(SampleRecord last)
    {
        var json = Encoding.UTF8.GetString(last.Json);
        yield return new Marked(last, new Truth(
            FaultKinds.Duplicate, last.Topic, Id(last), last.Key, InBooks.Duplicate, "sent again, byte for byte"));
        foreach (var (id, spoiled, detail) in ReferenceMalformations.Of(last.Topic, json))
        {
            var owner = last.Topic switch
            {
                SampleTopics.ClientRules => last.Key,
                SampleTopics.FxRates => Text(spoiled, "base"),
                SampleTopics.Aliases => Text(spoiled, "kind"),
                _ => id,
            };
            yield return new Marked(
                new SampleRecord(last.Topic, owner, Encoding.UTF8.GetBytes(spoiled)),
                new Truth(FaultKinds.Malformed, last.Topic, last.Topic is SampleTopics.FxRates or SampleTopics.Aliases ? $"{owner} {id}" : id, owner, InBooks.DeadLetter, detail));
        }
    }

    private static string Id(SampleRecord record)
    {
        var json = Encoding.UTF8.GetString(record.Json);
        return record.Topic switch
        {
            SampleTopics.ClientRules => Text(json, "rule_id"),
            SampleTopics.FxRates => $"{record.Key} {Text(json, "date")}",
            SampleTopics.Aliases => $"{record.Key} {Text(json, "from")}",
            _ => record.Key,
        };
    }

    private static string Text(string json, string field)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.GetProperty(field).GetString()!;
    }
}
