using System.Globalization;
using System.Text.Json;
using Sluice.Engine.Log;
using Sluice.Engine.State;

namespace Sluice.Engine.Control;

/// <summary>
/// Reads what all control messages have: command_id, type, requested_by, reason, issued_at, cut and signature. What a type
/// has beside is its command book's to judge.
/// </summary>
public static class Envelope
{
    public const string Id = "command_id";
    public const string Type = "type";
    public const string RequestedBy = "requested_by";
    public const string Reason = "reason";
    public const string IssuedAt = "issued_at";
    public const string Cut = "cut";

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>The command that a message is, or why it is none.</summary>
    /// <param name="seal">Null takes no command.</param>
    public static (Command? Command, RefusedMessage? Refused) Read(long offset, ReadOnlyMemory<byte> value, CommandSeal? seal)
    {
        JsonElement body = default;
        try
        {
            body = Parse(value);
            if (seal is null)
            {
                throw new EnvelopeException("no key for commands is configured here, so that nobody can prove to be allowed to send one");
            }

#if PLANTED_BUGS
            if (PlantedBugs.Is(Bug.UnsignedTaken))
            {
                return (Read(offset, body), null);
            }
#endif
            if (!seal.IsSigned(body))
            {
                throw new EnvelopeException(body.TryGetProperty(CommandSeal.SignatureField, out var signature)
                    ? $"{CommandSeal.SignatureField} {Words(signature)} is not one of the books' key"
                    : $"{CommandSeal.SignatureField} is missing");
            }

            return (Read(offset, body), null);
        }
        catch (EnvelopeException refused)
        {
            return (null, new RefusedMessage(offset, KnownId(body), Known(body, Type), Known(body, RequestedBy), refused.Message));
        }
    }

    /// <summary>The command of a message that was accepted before.</summary>
    /// <exception cref="EnvelopeException">It is none to this version.</exception>
    public static Command Read(long offset, string accepted) => Read(offset, Parse(System.Text.Encoding.UTF8.GetBytes(accepted)));

    private static Command Read(long offset, JsonElement body) => new(
        KnownId(body) ?? throw new EnvelopeException($"{Id} {Words(Field(body, Id))} is not a text of 1 to {Limits.CommandIdCharsMax} characters"),
        Text(body, Type),
        Text(body, RequestedBy),
        Text(body, Reason, mayBeEmpty: true),
        Instant(body),
        Positions(Field(body, Cut)),
        offset,
        body);

    private static JsonElement Parse(ReadOnlyMemory<byte> value)
    {
        if (value.Length > Limits.PayloadBytesMax)
        {
            throw new EnvelopeException($"the message has {value.Length} bytes, more than {Limits.PayloadBytesMax}");
        }

        try
        {
            using var json = JsonDocument.Parse(value, Strict);
            _ = CanonicalJson.Write(json.RootElement);
            return json.RootElement.ValueKind == JsonValueKind.Object
                ? json.RootElement.Clone()
                : throw new EnvelopeException($"the message is no JSON object: {Words(json.RootElement)}");
        }
        catch (JsonException wrong)
        {
            throw new EnvelopeException($"the message is no JSON object: {wrong.Message}");
        }
        catch (InvalidOperationException wrong)
        {
            throw new EnvelopeException($"the message holds a text that is not Unicode: {wrong.Message}");
        }
    }

    private static Positions Positions(JsonElement cut)
    {
        if (cut.ValueKind != JsonValueKind.Object)
        {
            throw new EnvelopeException($"{Cut} {Words(cut)} is not an object of topics");
        }

        var positions = State.Positions.None;
        foreach (var topic in cut.EnumerateObject())
        {
            if (topic.Value.ValueKind != JsonValueKind.Object)
            {
                throw new EnvelopeException($"{Cut}.{topic.Name} {Words(topic.Value)} is not an object of partitions");
            }

            foreach (var partition in topic.Value.EnumerateObject())
            {
                var isPartition = int.TryParse(partition.Name, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                    && number < Limits.PartitionsMax
                    && number.ToString(CultureInfo.InvariantCulture) == partition.Name;
                if (!isPartition || partition.Value.ValueKind != JsonValueKind.Number || !partition.Value.TryGetInt64(out var end) || end < 0)
                {
                    throw new EnvelopeException($"{Cut}.{topic.Name}.{partition.Name} {Words(partition.Value)} is not a partition and its end offset");
                }

                positions = positions.With(new TopicPartition(topic.Name, number), end);
            }
        }

        return positions;
    }

    private static DateTimeOffset Instant(JsonElement body)
    {
        var field = Field(body, IssuedAt);
        return field.ValueKind == JsonValueKind.String && field.GetString() is { } text && HasOffset(text) && field.TryGetDateTimeOffset(out var at)
            ? at.ToUniversalTime()
            : throw new EnvelopeException($"{IssuedAt} {Words(field)} is not an instant such as 2026-01-31T18:30:00Z");
    }

    /// <summary>Without one, an instant would be of whatever time zone this machine has.</summary>
    private static bool HasOffset(string text) => text.EndsWith('Z') || (text.Length > 19 && text.AsSpan(19).IndexOfAny('+', '-') >= 0);

    private static string Text(JsonElement body, string name, bool mayBeEmpty = false)
    {
        var field = Field(body, name);
        return field.ValueKind == JsonValueKind.String && field.GetString() is { } text && (mayBeEmpty || text.Length > 0)
            ? text
            : throw new EnvelopeException($"{name} {Words(field)} is not a text");
    }

    private static JsonElement Field(JsonElement body, string name) =>
        body.TryGetProperty(name, out var field) ? field : throw new EnvelopeException($"{name} is missing");

    private static string? KnownId(JsonElement body) => Known(body, Id) is { Length: > 0 and <= Limits.CommandIdCharsMax } id ? id : null;

    private static string? Known(JsonElement body, string name) =>
        body.ValueKind == JsonValueKind.Object && body.TryGetProperty(name, out var field) && field.ValueKind == JsonValueKind.String
            ? field.GetString()
            : null;

    private static string Words(JsonElement value)
    {
        var text = value.GetRawText();
        return text.Length <= 100 ? text : text[..100] + "…";
    }
}
