namespace Sluice.Connectors.Embedded.Log;

/// <summary>
/// The row id of a log segment: topic (11 bits), partition (12) and base offset (40), so that one partition's segments
/// lie side by side in the order of their offsets.
/// </summary>
internal static class SegmentId
{
    private const int OffsetBits = 40;
    private const int PartitionBits = 12;

    /// <summary>The id of the partition's first possible segment.</summary>
    public static long First(long topicId, int partition) => ((topicId << PartitionBits) | (uint)partition) << OffsetBits;

    /// <summary>The offset within an id.</summary>
    public static long OffsetOf(long id) => id & EmbeddedLimits.OffsetMax;
}
