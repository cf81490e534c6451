namespace Sluice.Connectors.Embedded.Log;

/// <summary>
/// The newest committed chunks of all partitions, so that a reader at the tail does not go to the file. The writer's
/// thread adds, any thread reads; one lock guards both, held for a search or an eviction only.
/// </summary>
internal sealed class TailCache(long bytesMax)
{
    /// <summary>What a chunk costs besides its frames.</summary>
    private const int Overhead = 128;

    private readonly Lock _gate = new();
    private readonly Dictionary<Partition, Tail> _tails = [];
    private readonly Queue<Partition> _oldest = new();
    private long _bytes;

    /// <summary>Adds the partition's newest chunk, and lets the oldest of all partitions go where it is too much.</summary>
    public void Add(Partition partition, Chunk chunk)
    {
        lock (_gate)
        {
            if (!_tails.TryGetValue(partition, out var tail))
            {
                _tails.Add(partition, tail = new Tail());
            }

            tail.Add(chunk);
            _oldest.Enqueue(partition);
            _bytes += chunk.Frames.Length + Overhead;
            while (_bytes > bytesMax)
            {
                _bytes -= _tails[_oldest.Dequeue()].DropOldest().Frames.Length + Overhead;
            }
        }
    }

    /// <summary>Forgets everything: after a commit of unknown outcome the newest chunks may not follow on the cached ones.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _tails.Clear();
            _oldest.Clear();
            _bytes = 0;
        }
    }

    /// <summary>The chunks from the one that holds <paramref name="from"/> on, until they hold so many records or bytes; empty when it is not cached.</summary>
    public List<Chunk> Find(Partition partition, long from, int records, int bytes)
    {
        lock (_gate)
        {
            return _tails.TryGetValue(partition, out var tail) ? tail.Find(from, records, bytes) : [];
        }
    }

    /// <summary>One partition's chunks, oldest first; those before <see cref="_first"/> are gone.</summary>
    private sealed class Tail
    {
        private readonly List<Chunk> _chunks = [];
        private int _first;

        public void Add(Chunk chunk) => _chunks.Add(chunk);

        public Chunk DropOldest()
        {
            var oldest = _chunks[_first];
            _chunks[_first++] = default;
            if (_first > 64 && _first > _chunks.Count / 2)
            {
                _chunks.RemoveRange(0, _first);
                _first = 0;
            }

            return oldest;
        }

        public List<Chunk> Find(long from, int records, int bytes)
        {
            var found = new List<Chunk>();
            var at = IndexOf(from);
            var (foundRecords, foundBytes) = (0L, 0L);
            while (at >= 0 && at < _chunks.Count && foundRecords < records && foundBytes < bytes)
            {
                var chunk = _chunks[at++];
                found.Add(chunk);
                foundRecords += chunk.EndOffset - Math.Max(chunk.BaseOffset, from);
                foundBytes += found.Count > 1 ? chunk.Frames.Length : 0;
            }

            return found;
        }

        private int IndexOf(long offset)
        {
            var (low, high) = (_first, _chunks.Count - 1);
            while (low <= high)
            {
                var middle = (low + high) / 2;
                if (_chunks[middle].EndOffset <= offset)
                {
                    low = middle + 1;
                }
                else if (_chunks[middle].BaseOffset > offset)
                {
                    high = middle - 1;
                }
                else
                {
                    return middle;
                }
            }

            return -1;
        }
    }
}
