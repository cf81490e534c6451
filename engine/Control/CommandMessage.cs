using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sluice.Engine.Log;
using Sluice.Engine.State;

namespace Sluice.Engine.Control;

/// <summary>Writes control messages, for whoever sends commands. <see cref="Envelope"/> reads them.</summary>
public static class CommandMessage
{
    /// <summary>A signed message, as it is appended to the topic <see cref="ControlTopic.Name"/>.</summary>
    /// <param name="seal">The books' key.</param>
    /// <param name="id">One to <see cref="Limits.CommandIdCharsMax"/> characters; a message sent twice keeps it.</param>
    /// <param name="type">Such as <c>month-close</c>.</param>
    /// <param name="requestedBy">Who asks for it.</param>
    /// <param name="reason">Why, or empty.</param>
    /// <param name="issuedAt">When.</param>
    /// <param name="cut">Of <see cref="CommandCut.NowAsync"/>.</param>
    /// <param name="fields">What the type has beside, or null.</param>
    public static byte[] Write(
        CommandSeal seal, string id, string type, string requestedBy, string reason, DateTimeOffset issuedAt, Positions cut, JsonObject? fields = null)
    {
        var message = fields is null ? [] : (JsonObject)fields.DeepClone();
        foreach (var (name, value) in new Dictionary<string, JsonNode>
        {
            [Envelope.Id] = id,
            [Envelope.Type] = type,
            [Envelope.RequestedBy] = requestedBy,
            [Envelope.Reason] = reason,
            [Envelope.IssuedAt] = issuedAt.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture),
            [Envelope.Cut] = Written(cut),
        })
        {
            Invariant.Check(!message.ContainsKey(name), "what a command's type has is named otherwise than what all commands have");
            message.Add(name, value);
        }

        // Signed as it will be read, so that both see the same numbers and escapes.
        using var written = JsonDocument.Parse(message.ToJsonString());
        message[CommandSeal.SignatureField] = seal.Sign(written.RootElement);
        return JsonSerializer.SerializeToUtf8Bytes(message);
    }

    /// <summary>Appends a message; returns its offset.</summary>
    /// <exception cref="LogException">Not appended, or perhaps: sending it again is safe.</exception>
    public static async ValueTask<long> SendAsync(ILog log, string id, byte[] message, DateTimeOffset now, CancellationToken cancel)
    {
        var builder = new LogBatchBuilder();
        builder.Add(System.Text.Encoding.UTF8.GetBytes(id), message, now.ToUnixTimeMilliseconds());
        await log.EnsureTopicAsync(ControlTopic.Spec, cancel);
        return (await log.AppendAsync([(ControlTopic.Source, builder.Take())], cancel))[0];
    }

    private static JsonObject Written(Positions cut)
    {
        var topics = new JsonObject();
        foreach (var topic in cut.All.GroupBy(p => p.Key.Topic))
        {
            topics[topic.Key] = new JsonObject(topic.Select(p =>
                KeyValuePair.Create(p.Key.Partition.ToString(CultureInfo.InvariantCulture), (JsonNode?)p.Value)));
        }

        return topics;
    }
}
