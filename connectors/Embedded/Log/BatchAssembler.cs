using System.Buffers;
using Sluice.Engine.Log;

namespace Sluice.Connectors.Embedded.Log;

/// <summary>Puts the wanted records of consecutive chunks into one batch, up to its bounds. Owned by one thread.</summary>
internal sealed class BatchAssembler(TopicPartition source, long from, int maxRecords, int maxBytes)
{
    private byte[] _bytes = [];
    private int _length;
    private int _count;

    /// <summary>Adds what the bounds allow of a chunk that holds the next offset; false when the batch is full.</summary>
    public bool TryAdd(long baseOffset, int count, ReadOnlySpan<byte> frames)
    {
        var skip = (int)(from + _count - baseOffset);
        var start = 0;
        for (var i = 0; i < skip; i++)
        {
            start += FrameCheck.SizeAt(frames, start);
        }

        var (taken, end) = Fit(frames, start, count - skip);
        Copy(frames[start..end], (int)(baseOffset - from));
        _count += taken;
        return taken == count - skip && _count < maxRecords && _length < maxBytes;
    }

    /// <summary>The batch; null when nothing was added.</summary>
    public LogBatch? ToBatch()
    {
        if (_count == 0)
        {
            return null;
        }

        var rented = _bytes;
        return new LogBatch(source, from, from + _count, _count, _bytes.AsMemory(0, _length))
        {
            OnRelease = () => ArrayPool<byte>.Shared.Return(rented),
        };
    }

    private (int Taken, int End) Fit(ReadOnlySpan<byte> frames, int start, int available)
    {
        var bytesLeft = maxBytes - _length;
        if (available <= maxRecords - _count && frames.Length - start <= bytesLeft)
        {
            return (available, frames.Length);
        }

        var (taken, end) = (0, start);
        while (taken < available && _count + taken < maxRecords)
        {
            var size = FrameCheck.SizeAt(frames, end);
            if (_count + taken > 0 && end + size - start > bytesLeft)
            {
                break;
            }

            end += size;
            taken++;
        }

        return (taken, end);
    }

    /// <summary>Copies frames and makes their offset deltas count from the batch's first offset.</summary>
    private void Copy(ReadOnlySpan<byte> frames, int shift)
    {
        if (frames.IsEmpty)
        {
            return;
        }

        var copy = Room(frames.Length);
        frames.CopyTo(copy);
        if (shift != 0)
        {
            FrameCheck.Shift(copy, shift);
        }
    }

    /// <summary>
    /// The next bytes of the batch. A batch that outgrows its first chunk is likely to become a full one, so it grows
    /// to its bound at once: growing by doubling would copy and clear megabytes a batch.
    /// </summary>
    private Span<byte> Room(int length)
    {
        if (_bytes.Length - _length < length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(_length == 0 ? length : Math.Max(maxBytes, _length + length));
            _bytes.AsSpan(0, _length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = larger;
        }

        var room = _bytes.AsSpan(_length, length);
        _length += length;
        return room;
    }
}
