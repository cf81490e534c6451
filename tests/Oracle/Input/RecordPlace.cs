namespace Sluice.Oracle.Input;

/// <summary>The address of a message in the log: topic, partition and offset, both counted from 0.</summary>
public readonly record struct RecordPlace(string Topic, int Partition, long Offset) : IComparable<RecordPlace>
{
    /// <summary>Orders by topic, then partition, then offset.</summary>
    public int CompareTo(RecordPlace other)
    {
        var topics = string.CompareOrdinal(Topic, other.Topic);
        return topics != 0 ? topics : (Partition, Offset).CompareTo((other.Partition, other.Offset));
    }

    public static bool operator <(RecordPlace left, RecordPlace right) => left.CompareTo(right) < 0;

    public static bool operator <=(RecordPlace left, RecordPlace right) => left.CompareTo(right) <= 0;

    public static bool operator >(RecordPlace left, RecordPlace right) => left.CompareTo(right) > 0;

    public static bool operator >=(RecordPlace left, RecordPlace right) => left.CompareTo(right) >= 0;

    /// <inheritdoc/>
    public override string ToString() => $"{Topic}[{Partition}]@{Offset}";
}
