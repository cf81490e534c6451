using System.Text;

namespace Sluice.Topology.Records.Shapes;

/// <summary>The records of an input topic: their fields, and which of them the message key must equal.</summary>
/// <param name="Topic">The topic's name.</param>
/// <param name="KeyField">A required field of <paramref name="Record"/>: the record's owner.</param>
/// <param name="Record">The fields.</param>
public sealed record TopicShape(string Topic, string KeyField, ObjectShape Record)
{
    /// <summary>The key field's name as it stands in messages: ingest looks for it in every record.</summary>
    internal byte[] KeyFieldUtf8 { get; } = Encoding.UTF8.GetBytes(KeyField);
}
