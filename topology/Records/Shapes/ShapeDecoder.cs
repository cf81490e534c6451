using System.Text;
using Sluice.Topology.Records.Scalars;

namespace Sluice.Topology.Records.Shapes;

/// <summary>
/// Decodes one message after the shape of its topic, strictly; says in a sentence what is wrong where it cannot.
/// It allocates: the path for reference records, and for reports that the quick way does not take. Safe for all threads.
/// </summary>
public static class ShapeDecoder
{
    /// <param name="shape">The topic's description.</param>
    /// <param name="key">The message key, which must equal the record's key field byte for byte.</param>
    /// <param name="hasKey">False where the message has no key (null).</param>
    /// <param name="payload">The message.</param>
    /// <param name="record">The content, where the result is true.</param>
    /// <param name="rejection">The first thing found wrong, where the result is false.</param>
    public static bool TryDecode(
        TopicShape shape,
        ReadOnlySpan<byte> key,
        bool hasKey,
        ReadOnlySpan<byte> payload,
        out ShapedRecord? record,
        out Rejection? rejection)
    {
        record = null;
        rejection = PayloadRules.Check(payload);
        if (rejection is not null)
            return false;
        var reader = new ShapeReader(shape.Topic, payload);
        ShapedRecord? read = reader.ReadRecord(shape.Record);
        rejection = read is null ? reader.Rejection : CheckKey(shape, key, hasKey, read);
        if (rejection is not null)
            return false;
        record = read;
        return true;
    }

    private static Rejection? CheckKey(TopicShape shape, ReadOnlySpan<byte> key, bool hasKey, ShapedRecord record)
    {
        string owner = record.Text(shape.KeyField);
        string must = $"the message key must be the record's {shape.KeyField} \"{Printable.Of(owner)}\"";
        if (!hasKey)
            return new Rejection("key", null, $"{must}, but the message has no key");
        if (key.IsEmpty)
            return new Rejection("key", "", $"{must}, but is empty");
        if (key.SequenceEqual(Encoding.UTF8.GetBytes(owner)))
            return null;
        string shown = Printable.Of(key);
        return new Rejection("key", shown, $"{must}, but is \"{shown}\"");
    }
}
