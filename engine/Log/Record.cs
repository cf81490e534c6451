namespace Sluice.Engine.Log;

/// <summary>One message as it lies in a batch: views over the batch's bytes, valid as long as the batch is.</summary>
public readonly ref struct Record
{
    public Record(long offset, long timestampMs, bool hasKey, ReadOnlySpan<byte> key, bool hasValue, ReadOnlySpan<byte> value)
    {
        Offset = offset;
        TimestampMs = timestampMs;
        HasKey = hasKey;
        Key = key;
        HasValue = hasValue;
        Value = value;
    }

    /// <summary>Position within the partition; grows strictly, gaps allowed.</summary>
    public long Offset { get; }

    /// <summary>When the log took the record, Unix milliseconds.</summary>
    public long TimestampMs { get; }

    /// <summary>False for a null key, which is not the same as an empty one.</summary>
    public bool HasKey { get; }

    public ReadOnlySpan<byte> Key { get; }

    /// <summary>False for a null payload (a tombstone).</summary>
    public bool HasValue { get; }

    public ReadOnlySpan<byte> Value { get; }
}
