using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Sluice.Engine.State;

/// <summary>
/// An append-only array in chunks: growing never copies and never doubles. Elements are plain values, so their bytes
/// are their stored form (little-endian machines only).
/// </summary>
public sealed class ChunkedArray<T>
    where T : unmanaged
{
    private const int ChunkBits = 14;
    private const int ChunkSize = 1 << ChunkBits;
    private const int ChunkMask = ChunkSize - 1;

    private readonly List<T[]> _chunks = [];

    /// <summary>Elements so far.</summary>
    public int Count { get; private set; }

    public ref T this[int index] => ref _chunks[index >> ChunkBits][index & ChunkMask];

    /// <summary>Appends a copy and returns its index, which stays valid.</summary>
    public int Append(in T item)
    {
        var index = Count;
        if (index >> ChunkBits == _chunks.Count)
        {
            _chunks.Add(GC.AllocateUninitializedArray<T>(ChunkSize));
        }

        _chunks[index >> ChunkBits][index & ChunkMask] = item;
        Count = index + 1;
        return index;
    }

    /// <summary>The longest stretch of elements from <paramref name="from"/> that lies in one piece, up to <paramref name="to"/>.</summary>
    public Span<T> Stretch(int from, int to)
    {
        var end = Math.Min(to, (from | ChunkMask) + 1);
        return _chunks[from >> ChunkBits].AsSpan(from & ChunkMask, end - from);
    }

    /// <summary>Appends elements stored as bytes.</summary>
    public void AppendBytes(ReadOnlySpan<byte> bytes)
    {
        Invariant.Check(BitConverter.IsLittleEndian, "stored elements are little-endian");
        Invariant.Check(bytes.Length % Unsafe.SizeOf<T>() == 0, "a section holds whole elements");
        var items = MemoryMarshal.Cast<byte, T>(bytes);
        while (!items.IsEmpty)
        {
            if (Count >> ChunkBits == _chunks.Count)
            {
                _chunks.Add(GC.AllocateUninitializedArray<T>(ChunkSize));
            }

            var room = _chunks[Count >> ChunkBits].AsSpan(Count & ChunkMask);
            var taken = Math.Min(room.Length, items.Length);
            items[..taken].CopyTo(room);
            items = items[taken..];
            Count += taken;
        }
    }
}
