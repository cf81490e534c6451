using System.Text.Json;
using System.Text.Unicode;
using Sluice.Topology.Records.Scalars;
using Sluice.Topology.Records.Shapes;

namespace Sluice.Topology.Records;

/// <summary>Finds the key under which a record belongs into its topic.</summary>
public static class MessageKey
{
    /// <summary>
    /// The UTF-8 of the record's key field, or null where it cannot be had: the field is missing, no string, empty or
    /// broken, or the JSON breaks before it. Takes any bytes; what stands behind the field is not looked at, so that a
    /// record with a fault elsewhere is rejected in the partition of its owner.
    /// </summary>
    public static byte[]? Extract(TopicShape shape, ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                return null;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                bool found = IsNamed(reader, shape.KeyFieldUtf8);
                reader.Read();
                if (found)
                    return reader.TokenType == JsonTokenType.String && Plain(reader) is { Length: > 0 } key ? key : null;
                reader.Skip();
            }
        }
        catch (JsonException)
        {
            // Any garbage may come here; the decoder says what is wrong with it.
        }

        return null;
    }

    private static bool IsNamed(in Utf8JsonReader reader, ReadOnlySpan<byte> name) =>
        reader.ValueIsEscaped
            ? Plain(reader) is { } plain && plain.AsSpan().SequenceEqual(name)
            : reader.ValueSpan.SequenceEqual(name);

    private static byte[]? Plain(in Utf8JsonReader reader)
    {
        ReadOnlySpan<byte> text = reader.ValueSpan;
        if (!Utf8.IsValid(text))
            return null;
        if (!reader.ValueIsEscaped)
            return text.ToArray();
        var plain = new byte[text.Length];
        return JsonEscapes.TryUnescape(text, plain, out int length) ? plain[..length] : null;
    }
}
