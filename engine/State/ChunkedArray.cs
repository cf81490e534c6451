using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Sluice.Engine.State;

/// <summary>
/// An append-only array in chunks: growing never copies and never doubles, but within the first chunk, which begins small,
/// as most tables stay small. Elements are plain values, so their bytes are their stored form (little-endian machines only).
/// </summary>
public sealed class ChunkedArray<T>
    where T : unmanaged
{
    private const int ChunkBits = 14;
    private const int ChunkSize = 1 << ChunkBits;
    private const int ChunkMask = ChunkSize - 1;
    private const int FirstSize = 1 << 6;

    private readonly List<T[]> _chunks = [];

    /// <summary>Elements so far.</summary>
    public int Count { get; private set; }

    /// <summary>An element, to be read and changed in place until the next one is appended.</summary>
    public ref T this[int index] => ref _chunks[index >> ChunkBits][index & ChunkMask];

    /// <summary>Appends a copy and returns its index, which stays valid.</summary>
    public int Append(in T item)
    {
        var index = Count;
        Room(1);
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
            Room(items.Length);
            var room = _chunks[Count >> ChunkBits].AsSpan(Count & ChunkMask);
            var taken = Math.Min(room.Length, items.Length);
            items[..taken].CopyTo(room);
            items = items[taken..];
            Count += taken;
        }
    }

    /// <summary>Makes room for one element at least, and for as many of those wanted as the chunk may hold.</summary>
    private void Room(int wanted)
    {
        var chunk = Count >> ChunkBits;
        if (chunk == _chunks.Count)
        {
            _chunks.Add(GC.AllocateUninitializedArray<T>(chunk > 0 ? ChunkSize : SizeFor(wanted)));
        }
        else if (chunk == 0 && Count == _chunks[0].Length)
        {
            var larger = GC.AllocateUninitializedArray<T>(SizeFor(Count + Math.Max(Count, wanted)));
            _chunks[0].AsSpan().CopyTo(larger);
            _chunks[0] = larger;
        }
    }

    private static int SizeFor(int elements) => (int)BitOperations.RoundUpToPowerOf2((uint)Math.Clamp(elements, FirstSize, ChunkSize));
}
