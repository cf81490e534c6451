using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Sluice.Engine.Control;

/// <summary>One text for a JSON object, in whatever order its fields were written: names sorted, no blanks, numbers as they stand.</summary>
internal static class CanonicalJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="without">A field that is left out at the top.</param>
    /// <exception cref="InvalidOperationException">A text in it is not Unicode.</exception>
    public static byte[] Write(JsonElement value, string? without = null)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            WriteValue(json, value, without);
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteObject(Utf8JsonWriter json, JsonElement value, string? without)
    {
        json.WriteStartObject();
        foreach (var field in value.EnumerateObject().Where(f => f.Name != without).OrderBy(f => f.Name, StringComparer.Ordinal))
        {
            json.WritePropertyName(field.Name);
            WriteValue(json, field.Value);
        }

        json.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter json, JsonElement value, string? without = null)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                WriteObject(json, value, without);
                break;
            case JsonValueKind.String:
                json.WriteStringValue(value.GetString());
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                {
                    WriteValue(json, item);
                }

                json.WriteEndArray();
                break;
            default:
                value.WriteTo(json);
                break;
        }
    }
}
