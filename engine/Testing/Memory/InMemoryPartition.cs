using System.Buffers.Binary;
using Sluice.Engine.Log;

namespace Sluice.Engine.Testing.Memory;

/// <summary>The records of one partition, in order of offset. Guarded by the log's lock.</summary>
internal sealed class InMemoryPartition(long? retentionBytes)
{
    private readonly List<TaskCompletionSource> _waiters = [];
    private readonly List<Stored> _records = [];
    private long _bytes;
    private long _start;
    private long _end;

    public OffsetRange Range => new(_start, _end);

    /// <summary>Takes the frames, copied; returns the offset of the first.</summary>
    public long Append(AppendFrames frames)
    {
        var copy = frames.Bytes.ToArray();
        var records = new List<Stored>(frames.Count);
        for (var position = 0; position < copy.Length;)
        {
            var from = position;
            var record = Frames.Read(copy, baseOffset: 0, ref position);
            Invariant.Check(record.Offset == records.Count, "appended records count their offsets from 0");
            records.Add(new Stored(_end + records.Count, copy.AsMemory(from, position - from)));
        }

        Invariant.Check(records.Count == frames.Count, "appended frames hold as many records as they say");
        var first = _end;
        _records.AddRange(records);
        _bytes += copy.Length;
        _end += records.Count;
        if (records.Count > 0)
        {
            Retain();
            Wake();
        }

        return first;
    }

    public void Skip(int count)
    {
        _end += count;
        Wake();
    }

    /// <summary>The records from an offset within the range on, a gap where none follows it, or null at the end.</summary>
    public LogBatch? Read(TopicPartition source, long fromOffset, int maxRecords, int maxBytes)
    {
        var first = IndexOf(fromOffset);
        if (first == _records.Count)
        {
            return fromOffset < _end ? LogBatch.Gap(source, _end) : null;
        }

        var last = first;
        long bytes = _records[first].Frame.Length;
        while (last + 1 < _records.Count && last + 1 - first < maxRecords && bytes + _records[last + 1].Frame.Length <= maxBytes)
        {
            bytes += _records[++last].Frame.Length;
        }

        var frames = new byte[bytes];
        var at = 0;
        var baseOffset = _records[first].Offset;
        for (var i = first; i <= last; i++)
        {
            var record = _records[i];
            record.Frame.Span.CopyTo(frames.AsSpan(at));
            BinaryPrimitives.WriteInt32LittleEndian(frames.AsSpan(at), (int)(record.Offset - baseOffset));
            at += record.Frame.Length;
        }

        var next = last + 1 < _records.Count ? _records[last + 1].Offset : _end;
        return new LogBatch(source, baseOffset, next, last + 1 - first, frames);
    }

    /// <summary>What it holds now.</summary>
    public Image Copy() => new([.. _records], _bytes, _start, _end);

    /// <summary>Holds what an image does from now on; whoever waits looks again.</summary>
    public void Put(Image image)
    {
        _records.Clear();
        _records.AddRange(image.Records);
        (_bytes, _start, _end) = (image.Bytes, image.Start, image.End);
        Wake();
    }

    public TaskCompletionSource Waiter()
    {
        var waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiters.Add(waiter);
        return waiter;
    }

    public void Forget(TaskCompletionSource waiter) => _waiters.Remove(waiter);

    /// <summary>Those that wait, who are then no longer known here.</summary>
    public IReadOnlyList<TaskCompletionSource> TakeWaiters()
    {
        var waiters = _waiters.ToArray();
        _waiters.Clear();
        return waiters;
    }

    /// <summary>Within the lock: the readers' continuations run elsewhere, later.</summary>
    private void Wake()
    {
        foreach (var waiter in TakeWaiters())
        {
            waiter.TrySetResult();
        }
    }

    /// <summary>What may go are whole records beyond the bytes to keep, never bytes that still count among those.</summary>
    private void Retain()
    {
        var gone = 0;
        while (_bytes - retentionBytes >= _records[gone].Frame.Length && gone + 1 < _records.Count)
        {
            _bytes -= _records[gone++].Frame.Length;
            _start = _records[gone].Offset;
        }

        _records.RemoveRange(0, gone);
    }

    private int IndexOf(long offset)
    {
        var low = 0;
        for (var high = _records.Count; low < high;)
        {
            var middle = (low + high) / 2;
            (low, high) = _records[middle].Offset < offset ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    /// <summary>A record as it was appended; its frame's offset delta is rewritten on reading.</summary>
    internal readonly record struct Stored(long Offset, ReadOnlyMemory<byte> Frame);

    /// <summary>The records of a partition at one moment. Immutable.</summary>
    internal sealed record Image(IReadOnlyList<Stored> Records, long Bytes, long Start, long End)
    {
        /// <summary>The same without the records outside of the given offsets.</summary>
        public Image Between(long start, long end)
        {
            var kept = Records.Where(r => r.Offset >= start && r.Offset < end).ToList();
            return new Image(kept, kept.Sum(r => (long)r.Frame.Length), Math.Max(start, Start), Math.Min(end, End));
        }
    }
}
