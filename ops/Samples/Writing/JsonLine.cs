using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Sluice.Samples.Writing;

/// <summary>Writes one JSON object after another into a buffer of its own. For one thread.</summary>
internal sealed class JsonLine : IDisposable
{
    // Names go into files and messages, never into a page: an apostrophe may stay one.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ArrayBufferWriter<byte> _buffer = new(512);
    private readonly Utf8JsonWriter _json;

    public JsonLine() => _json = new Utf8JsonWriter(_buffer, Options);

    /// <summary>Begins an object; <see cref="End"/> closes it.</summary>
    public Utf8JsonWriter Begin()
    {
        _buffer.ResetWrittenCount();
        _json.Reset();
        _json.WriteStartObject();
        return _json;
    }

    public byte[] End()
    {
        _json.WriteEndObject();
        _json.Flush();
        return _buffer.WrittenSpan.ToArray();
    }

    public void Dispose() => _json.Dispose();

    /// <summary>A record written by itself.</summary>
    public static SampleRecord Record(string topic, string key, Action<Utf8JsonWriter> fields)
    {
        using var line = new JsonLine();
        fields(line.Begin());
        return new SampleRecord(topic, key, line.End());
    }
}
