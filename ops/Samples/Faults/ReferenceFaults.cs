using System.Text;
using Sluice.Samples.Market;
using Sluice.Samples.Writing;

namespace Sluice.Samples.Faults;

/// <summary>Puts one unreadable record behind the good ones of three reference topics.</summary>
internal static class ReferenceFaults
{
    public static IEnumerable<SampleRecord> Inject(IEnumerable<SampleRecord> reference, MarketPlace market)
    {
        using var line = new JsonLine();
        var (last, count) = (default(SampleRecord), 0L);
        foreach (var record in reference.Append(default))
        {
            if (record.Topic != last.Topic && last.Topic is not null && Spoil(last) is { } fault)
            {
                yield return fault.Record;
                yield return fault.Truth.Write(line, count);
            }
            count = record.Topic == last.Topic ? count + 1 : 1;
            last = record;
            if (record.Topic is not null)
                yield return record;
        }
    }

    // The record before it, under an id of its own, with the one fault.
    private static (SampleRecord Record, Truth Truth)? Spoil(SampleRecord good) => good.Topic switch
    {
        SampleTopics.Clients => Spoil(good, "client_id", "C-X9999", "contract_start", "2025-02-30"),
        SampleTopics.ProviderRules => Spoil(good, "rule_id", "PR-X999", "currency", "ABC"),
        SampleTopics.ClientRules => Spoil(good, "rule_id", "CR-X9999", "contract_type", "PER_SCAN"),
        _ => null,
    };

    private static (SampleRecord, Truth) Spoil(SampleRecord good, string idField, string id, string field, string value)
    {
        var json = SetText(SetText(Encoding.UTF8.GetString(good.Json), idField, id), field, value);
        var owner = good.Topic == SampleTopics.ClientRules ? good.Key : id;
        var client = good.Topic == SampleTopics.ProviderRules ? null : owner;
        return (
            new SampleRecord(good.Topic, owner, Encoding.UTF8.GetBytes(json)),
            new Truth("malformed", good.Topic, id, client, $"{field} is {value}"));
    }

    private static string SetText(string json, string field, string value)
    {
        var mark = $"\"{field}\":\"";
        var start = json.IndexOf(mark, StringComparison.Ordinal) + mark.Length;
        return json[..start] + value + json[json.IndexOf('"', start)..];
    }
}
