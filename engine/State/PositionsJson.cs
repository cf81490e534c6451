using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Sluice.Engine.Log;

namespace Sluice.Engine.State;

/// <summary>A position and the last record before it, where known.</summary>
internal readonly record struct MarkedOffset(long Next, RecordMark? Last);

/// <summary>How positions stand in the store.</summary>
internal static class PositionsJson
{
    private const string After = " after ";

    public static string Write(IEnumerable<KeyValuePair<TopicPartition, MarkedOffset>> positions)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            foreach (var (source, (next, last)) in positions)
            {
                json.WritePropertyName(source.ToString());
                if (last is { } mark)
                {
                    json.WriteStringValue(string.Create(CultureInfo.InvariantCulture, $"{next}{After}{mark}"));
                }
                else
                {
                    json.WriteNumberValue(next);
                }
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    public static ImmutableSortedDictionary<TopicPartition, MarkedOffset> Read(string text)
    {
        using var json = JsonDocument.Parse(text);
        return json.RootElement.EnumerateObject().ToImmutableSortedDictionary(p => Source(p.Name), p => Offset(p.Value));
    }

    private static MarkedOffset Offset(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Number)
        {
            return new MarkedOffset(value.GetInt64(), null);
        }

        var text = value.GetString() ?? "";
        var after = text.IndexOf(After, StringComparison.Ordinal);
        return after < 0
            ? throw new FormatException($"a position is an offset, or an offset after a record: {text}")
            : new MarkedOffset(
                long.Parse(text.AsSpan(0, after), NumberStyles.None, CultureInfo.InvariantCulture),
                RecordMark.Parse(text.AsSpan(after + After.Length)));
    }

    private static TopicPartition Source(string text)
    {
        var slash = text.LastIndexOf('/');
        return new TopicPartition(text[..slash], int.Parse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture));
    }
}
