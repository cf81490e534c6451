using System.Buffers;

namespace Sluice.Engine.Log;

/// <summary>Collects records of one partition into frames, in memory. Owned by one thread.</summary>
public sealed class LogBatchBuilder
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    /// <summary>Records added so far.</summary>
    public int Count { get; private set; }

    /// <summary>Bytes of the frames so far.</summary>
    public int ByteCount => _bytes.WrittenCount;

    /// <summary>Adds a record <paramref name="offsetDelta"/> past the batch's base offset (default: the next one).</summary>
    /// <param name="origin">What the record goes back to, for those who read the log from outside; empty for nothing.</param>
    public void Add(
        bool hasKey,
        ReadOnlySpan<byte> key,
        bool hasValue,
        ReadOnlySpan<byte> value,
        long timestampMs,
        int? offsetDelta = null,
        ReadOnlySpan<byte> origin = default)
    {
        var size = Frames.Size(key.Length, value.Length, origin.Length);
        Frames.Write(_bytes.GetSpan(size), offsetDelta ?? Count, timestampMs, hasKey, key, hasValue, value, origin);
        _bytes.Advance(size);
        Count++;
    }

    /// <summary>Adds a record with a key (null for none) and a payload.</summary>
    public void Add(byte[]? key, ReadOnlySpan<byte> value, long timestampMs) =>
        Add(key is not null, key, hasValue: true, value, timestampMs);

    /// <summary>The frames so far, copied; the builder is empty afterwards.</summary>
    public AppendFrames Take()
    {
        var frames = new AppendFrames(Count, _bytes.WrittenSpan.ToArray());
        _bytes.ResetWrittenCount();
        Count = 0;
        return frames;
    }
}

/// <summary>Records to append, as <see cref="Frames"/> whose offset deltas are 0, 1, 2, …</summary>
public readonly record struct AppendFrames(int Count, ReadOnlyMemory<byte> Bytes);
