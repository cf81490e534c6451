using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Sluice.Oracle.Input;

namespace Sluice.Oracle.Shapes;

/// <summary>Judges a message: opens it when it is right in every respect, else says what is wrong.</summary>
internal static class Judge
{
    private const int PayloadBytesMax = 1 << 20;

    /// <param name="record">A record of a known topic.</param>
    /// <param name="shape">What its topic asks.</param>
    /// <param name="owner">The field that must equal the key.</param>
    /// <param name="document">The parsed payload when there is no fault; the caller disposes it.</param>
    /// <returns>The fault in words, or null.</returns>
    public static string? Open(in OracleRecord record, Shape shape, string owner, out JsonDocument? document)
    {
        document = null;
        if (record.Payload.Length > PayloadBytesMax)
            return "the payload is over 1 MiB";
        if (!Utf8.IsValid(record.Payload.Span))
            return "the payload is not UTF-8";
        try
        {
            document = JsonDocument.Parse(record.Payload);
        }
        catch (JsonException e)
        {
            return "the payload is not JSON: " + e.Message;
        }
        var fault = ShapeFault(document.RootElement, shape) ?? KeyFault(record, document.RootElement, owner);
        if (fault is not null)
        {
            document.Dispose();
            document = null;
        }
        return fault;
    }

    private static string? ShapeFault(JsonElement root, Shape shape)
    {
        try
        {
            return shape.Fault(root);
        }
        catch (InvalidOperationException)
        {
            // The one way a checked kind can still fail to be read: half of a surrogate pair, written as an escape.
            return "a text holds half a surrogate pair";
        }
    }

    private static string? KeyFault(in OracleRecord record, JsonElement root, string owner) =>
        record.Key is { } key && !key.Span.SequenceEqual(Encoding.UTF8.GetBytes(root.Text(owner)))
            ? $"the key is not its {owner}"
            : null;
}
