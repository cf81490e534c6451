using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Sluice.Engine.State;

/// <summary>Tells whether the entry at an index is the one looked for.</summary>
public interface IFactMatch
{
    bool Is(int index);
}

/// <summary>
/// Finds an entry of a table by the hash of its identity, 5 bytes a slot: groups of 16 one-byte tags are compared at
/// once (after Google's SwissTable), so that an unknown identity costs one cache line and no look at the facts. 256
/// sub-tables grow apart from each other, so growth never doubles the whole.
/// </summary>
/// <remarks>Owned by the shard's thread. Entries are never removed.</remarks>
public sealed class FactIndex(Func<int, ulong> hashOf)
{
    private const int SubTables = 256;
    private const int GroupSize = 16;
    private const int FillOfGroup = 14;

    private readonly SubTable[] _tables = Empty();

    /// <summary>Identities known.</summary>
    public int Count { get; private set; }

    /// <summary>Makes room for so many identities at once: growing step by step would look at every entry again and again.</summary>
    public void Reserve(int count)
    {
        // A quarter more than the mean, as hashes do not fill the sub-tables evenly.
        var each = (count / SubTables) + (count / SubTables / 4) + FillOfGroup;
        for (var at = 0; at < SubTables; at++)
        {
            ref var table = ref _tables[at];
            while (table.Tags.Length / GroupSize * FillOfGroup < each)
            {
                Grow(ref table);
            }
        }
    }

    /// <summary>The entry with this hash that <paramref name="match"/> recognises, or −1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Find<TMatch>(ulong hash, scoped in TMatch match)
        where TMatch : struct, IFactMatch, allows ref struct
    {
        ref readonly var table = ref _tables[hash >> 56];
        var slot = FindSlot(table, hash, match);
        return slot < 0 ? -1 : table.Entries[slot];
    }

    /// <summary>Points the identity's slot, where there is one, to <paramref name="index"/>; else makes one.</summary>
    public void Put<TMatch>(ulong hash, scoped in TMatch match, int index)
        where TMatch : struct, IFactMatch, allows ref struct
    {
        ref var table = ref _tables[hash >> 56];
        var slot = FindSlot(table, hash, match);
        if (slot >= 0)
        {
            table.Entries[slot] = index;
            return;
        }

        Add(ref table, hash, index);
        Count++;
    }

    /// <summary>Adds an entry whose identity is known to be new.</summary>
    public void AddNew(ulong hash, int index)
    {
        Add(ref _tables[hash >> 56], hash, index);
        Count++;
    }

    /// <summary>
    /// Has the memory fetched that an identity's slot lies in, to be there when it is asked for a little later: most of what
    /// entering many identities costs is waiting for memory.
    /// </summary>
    public unsafe void Prefetch(ulong hash)
    {
        ref var table = ref _tables[hash >> 56];
        if (Sse.IsSupported && table.Tags.Length > 0)
        {
            var first = (int)(hash & (uint)((table.Tags.Length / GroupSize) - 1)) * GroupSize;
            Sse.Prefetch0(Unsafe.AsPointer(ref table.Tags[first]));
            Sse.Prefetch0(Unsafe.AsPointer(ref table.Entries[first]));
        }
    }

    private static int FindSlot<TMatch>(in SubTable table, ulong hash, scoped in TMatch match)
        where TMatch : struct, IFactMatch, allows ref struct
    {
        if (table.Tags.Length == 0)
        {
            return -1;
        }

        var wanted = Vector128.Create(TagOf(hash));
        var groups = table.Tags.Length / GroupSize;
        for (var group = (int)(hash & (uint)(groups - 1)); ; group = (group + 1) & (groups - 1))
        {
            var tags = Vector128.LoadUnsafe(ref table.Tags[group * GroupSize]);
            for (var hits = Vector128.Equals(tags, wanted).ExtractMostSignificantBits(); hits != 0; hits &= hits - 1)
            {
                var slot = (group * GroupSize) + BitOperations.TrailingZeroCount(hits);
                if (match.Is(table.Entries[slot]))
                {
                    return slot;
                }
            }

            if (Vector128.Equals(tags, Vector128<byte>.Zero).ExtractMostSignificantBits() != 0)
            {
                return -1;
            }
        }
    }

    private void Add(ref SubTable table, ulong hash, int index)
    {
        if (table.Count + 1 > table.Tags.Length / GroupSize * FillOfGroup)
        {
            Grow(ref table);
        }

        Insert(table, hash, index);
        table.Count++;
    }

    private void Grow(ref SubTable table)
    {
        var (tags, entries) = (table.Tags, table.Entries);
        var size = Math.Max(GroupSize, tags.Length * 2);
        table.Tags = new byte[size];
        table.Entries = new int[size];
        for (var slot = 0; slot < tags.Length; slot++)
        {
            if (tags[slot] != 0)
            {
                Insert(table, hashOf(entries[slot]), entries[slot]);
            }
        }
    }

    private static void Insert(in SubTable table, ulong hash, int index)
    {
        var groups = table.Tags.Length / GroupSize;
        for (var group = (int)(hash & (uint)(groups - 1)); ; group = (group + 1) & (groups - 1))
        {
            var tags = Vector128.LoadUnsafe(ref table.Tags[group * GroupSize]);
            var empty = Vector128.Equals(tags, Vector128<byte>.Zero).ExtractMostSignificantBits();
            if (empty != 0)
            {
                var slot = (group * GroupSize) + BitOperations.TrailingZeroCount(empty);
                table.Tags[slot] = TagOf(hash);
                table.Entries[slot] = index;
                return;
            }
        }
    }

    /// <summary>Seven bits that neither choose the sub-table nor the group, and never 0, which means empty.</summary>
    private static byte TagOf(ulong hash) => (byte)(0x80 | ((hash >> 48) & 0x7f));

    private static SubTable[] Empty()
    {
        var tables = new SubTable[SubTables];
        Array.Fill(tables, new SubTable { Tags = [], Entries = [] });
        return tables;
    }

    private struct SubTable
    {
        public byte[] Tags;
        public int[] Entries;
        public int Count;
    }
}
