namespace Sluice.Oracle.Input;

/// <summary>One message as the log holds it, before anyone has judged it.</summary>
/// <param name="Topic">Topic name; topics the oracle does not read are passed over.</param>
/// <param name="Partition">Partition number, from 0.</param>
/// <param name="Offset">Offset within the partition, from 0.</param>
/// <param name="Key">The message key in UTF-8; null only for a line of a file, which is keyed by its owner on its way in.
/// A message that truly has no key is given an empty one, and is rejected.</param>
/// <param name="Payload">The raw bytes.</param>
public readonly record struct OracleRecord(
    string Topic, int Partition, long Offset, ReadOnlyMemory<byte>? Key, ReadOnlyMemory<byte> Payload)
{
    /// <summary>Where the message stands.</summary>
    public RecordPlace Place => new(Topic, Partition, Offset);
}
