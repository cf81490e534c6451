namespace Sluice.Engine.Log;

/// <summary>Consecutive records of one partition, as <see cref="Frames"/>; immutable once built. Without any, it moves on over a gap.</summary>
/// <param name="Source">Where they come from.</param>
/// <param name="BaseOffset">What the frames' offset deltas count from.</param>
/// <param name="NextOffset">Where reading goes on: one past the last record, or past a gap behind it.</param>
/// <param name="Count">Number of records.</param>
/// <param name="Bytes">The frames.</param>
public sealed record LogBatch(TopicPartition Source, long BaseOffset, long NextOffset, int Count, ReadOnlyMemory<byte> Bytes)
{
    private Action? _release;

    /// <summary>No record: nothing readable lies before <paramref name="nextOffset"/>.</summary>
    public static LogBatch Gap(TopicPartition source, long nextOffset) => new(source, nextOffset, nextOffset, 0, default);

    /// <summary>What gives the bytes back to a pool; null where nothing has to.</summary>
    public Action? OnRelease
    {
        init => _release = value;
    }

    /// <summary>
    /// Says that the last holder has let go of the bytes, so that they may be used again. Safe to leave out, and to
    /// call twice.
    /// </summary>
    public void Release() => Interlocked.Exchange(ref _release, null)?.Invoke();

    public Enumerator GetEnumerator() => new(this);

    /// <summary>Walks the records without allocating.</summary>
    public ref struct Enumerator
    {
        private readonly ReadOnlySpan<byte> _frames;
        private readonly long _baseOffset;
        private int _position;

        internal Enumerator(LogBatch batch)
        {
            _frames = batch.Bytes.Span;
            _baseOffset = batch.BaseOffset;
            Current = default;
        }

        public Record Current { get; private set; }

        public bool MoveNext()
        {
            if (_position >= _frames.Length)
            {
                return false;
            }

            Current = Frames.Read(_frames, _baseOffset, ref _position);
            return true;
        }
    }
}
