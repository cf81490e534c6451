using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Sluice.Engine.Outputs;

/// <summary>Rows as JSON: column names as in the contract, amounts as numbers with all their digits, instants as RFC 3339.</summary>
public static class RowJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One row as an object.</summary>
    public static byte[] Row(TableSchema table, object?[] values)
    {
        var writing = Writing.Begin();
        Write(writing.Json, table.Columns, values);
        return writing.End();
    }

    /// <summary>
    /// One row as the value of a message. One too long for a message leaves its bytes out (null) and shortens its texts: the
    /// table keeps it whole.
    /// </summary>
    public static byte[] Message(TableSchema table, object?[] values)
    {
        var whole = Row(table, values);
        return whole.Length <= Limits.MessageValueBytesMax ? whole : Row(table, [.. values.Select(v => v switch
        {
            byte[] => null,
            string { Length: > Limits.MessageTextMax } text => Shortened(text),
            _ => v,
        })]);
    }

    /// <summary>The key of a row: its one text, or an array of the key's values.</summary>
    public static byte[] Key(TableSchema table, object?[] key)
    {
        if (key is [string only])
        {
            return System.Text.Encoding.UTF8.GetBytes(only);
        }

        var writing = Writing.Begin();
        writing.Json.WriteStartArray();
        for (var i = 0; i < key.Length; i++)
        {
            WriteValue(writing.Json, table.Columns[i].Type, key[i]);
        }

        writing.Json.WriteEndArray();
        return writing.End();
    }

    /// <summary>Writes the columns of a row as an object.</summary>
    public static void Write(Utf8JsonWriter json, IReadOnlyList<Column> columns, IReadOnlyList<object?> values)
    {
        json.WriteStartObject();
        for (var i = 0; i < columns.Count; i++)
        {
            json.WritePropertyName(columns[i].Name);
            WriteValue(json, columns[i].Type, values[i]);
        }

        json.WriteEndObject();
    }

    private static string Shortened(string text)
    {
        var length = char.IsHighSurrogate(text[Limits.MessageTextMax - 1]) ? Limits.MessageTextMax - 1 : Limits.MessageTextMax;
        return text[..length] + "…";
    }

    private static void WriteValue(Utf8JsonWriter json, ColumnType type, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case decimal amount:
                json.WriteNumberValue(amount);
                break;
            case long number:
                json.WriteNumberValue(number);
                break;
            case Int128 sum:
                json.WriteStringValue(sum.ToString(CultureInfo.InvariantCulture));
                break;
            case DateTimeOffset instant:
                json.WriteStringValue(instant.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFZ", CultureInfo.InvariantCulture));
                break;
            case byte[] bytes:
                json.WriteBase64StringValue(bytes);
                break;
            case string text:
                json.WriteStringValue(text);
                break;
            default:
                throw new InvalidOperationException($"a {type} column cannot hold a {value.GetType().Name}");
        }
    }

    /// <summary>A thread's writer, kept for its next row: a fresh one costs more than most rows.</summary>
    private sealed class Writing
    {
        private const int KeptBytesMax = 1 << 16;

        [ThreadStatic]
        private static Writing? t_mine;

        private readonly ArrayBufferWriter<byte> _buffer = new(1 << 10);

        private Writing() => Json = new Utf8JsonWriter(_buffer, Options);

        public Utf8JsonWriter Json { get; }

        /// <summary>Empty, whatever became of the one before.</summary>
        public static Writing Begin()
        {
            if (t_mine is null || t_mine._buffer.Capacity > KeptBytesMax)
            {
                t_mine = new Writing();
            }

            t_mine._buffer.ResetWrittenCount();
            t_mine.Json.Reset();
            return t_mine;
        }

        public byte[] End()
        {
            Json.Flush();
            return _buffer.WrittenSpan.ToArray();
        }
    }
}
