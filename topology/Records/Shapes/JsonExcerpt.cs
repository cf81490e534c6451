using System.Buffers;
using System.Text.Json;
using Sluice.Topology.Records.Scalars;

namespace Sluice.Topology.Records.Shapes;

/// <summary>A piece of a message, fit to be shown.</summary>
/// <param name="Offset">Where it begins, in bytes.</param>
/// <param name="Value">The value as it stood: a string without its quotes, anything else as written.</param>
/// <param name="Shown">The same for a sentence: strings keep their quotes.</param>
internal readonly record struct JsonExcerpt(long Offset, string? Value, string Shown)
{
    private const string NotShown = "not shown, as it may be about a person";

    private static readonly SearchValues<byte> TokenEnds = SearchValues.Create(" \t\r\n,}]"u8);

    private static readonly SearchValues<char> WordLetters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.");

    /// <summary>Whether it is a bare word or number, such as NaN: where JSON breaks, anything else may run on into the next field.</summary>
    public bool IsWord => Value is { Length: > 0 } && !Shown.AsSpan().ContainsAnyExcept(WordLetters);

    /// <summary>The value at which the reader stands; objects and lists whole, as far as they are JSON.</summary>
    public static JsonExcerpt OfValue(Utf8JsonReader json, ReadOnlySpan<byte> payload)
    {
        int start = (int)json.TokenStartIndex;
        if (json.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            return Whole(start, payload[start..NestedEnd(json, payload.Length)]);
        return Whole(start, payload[start..(int)json.BytesConsumed]);
    }

    /// <summary>What stands behind the last token that could be read.</summary>
    public static JsonExcerpt Behind(Utf8JsonReader json, ReadOnlySpan<byte> payload)
    {
        int start = (int)json.BytesConsumed;
        while (start < payload.Length && payload[start] is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r' or (byte)':' or (byte)',')
            start++;
        ReadOnlySpan<byte> rest = payload[start..];
        int length = !rest.IsEmpty && rest[0] == '"' ? rest[1..].IndexOf((byte)'"') + 2 : rest.IndexOfAny(TokenEnds);
        bool found = length > (!rest.IsEmpty && rest[0] == '"' ? 1 : 0);
        return Whole(start, found ? rest[..length] : rest[..Math.Min(rest.Length, Printable.LengthMax + 1)]);
    }

    /// <summary>The same place, without a word of what stands there.</summary>
    public JsonExcerpt Withheld() => new(Offset, null, NotShown);

    private static JsonExcerpt Whole(int at, ReadOnlySpan<byte> text)
    {
        bool quoted = text.Length >= 2 && text[0] == '"' && text[^1] == '"';
        string value = Printable.Of(quoted ? text[1..^1] : text);
        return new JsonExcerpt(at, value, quoted ? $"\"{value}\"" : value);
    }

    private static int NestedEnd(Utf8JsonReader json, int payloadEnd)
    {
        int start = (int)json.TokenStartIndex;
        try
        {
            json.Skip();
            return (int)json.BytesConsumed;
        }
        catch (JsonException)
        {
            // Broken or too deep further on: the beginning must do.
            return Math.Min(payloadEnd, start + Printable.LengthMax + 1);
        }
    }
}
