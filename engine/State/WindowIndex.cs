using System.Buffers;
using System.Buffers.Binary;

namespace Sluice.Engine.State;

/// <summary>
/// Which business windows (months, as numbers) the records of each stretch of <see cref="Limits.WindowBlockOffsets"/>
/// offsets fall into. A rerun of a window reads the stretches that hold it and no others, so that one mis-dated record
/// does not make it read a year. Owned by the shard's thread.
/// </summary>
public sealed class WindowIndex : IStateSection
{
    private const int EntryBytes = 16;

    /// <summary>Stands in the state once all entries are rows too, and every later one becomes a row with its commit.</summary>
    private static readonly Entry Shown = new(-1, 0, 0);

    private readonly HashSet<Entry> _known = [];
    private readonly List<Entry> _entries = [];
    private Entry _last = new(-1, -1, -1);
    private int _taken;

    public long Mark => _entries.Count;

    /// <summary>Notes that the record at <paramref name="offset"/> of an input belongs to <paramref name="window"/>.</summary>
    public void Note(int input, long offset, int window)
    {
        var entry = new Entry(input, offset / Limits.WindowBlockOffsets, window);
        if (entry != _last)
        {
            _last = entry;
            Add(entry);
        }
    }

    /// <summary>The offset ranges (end exclusive) of an input that may hold records of the window, in order, joined where they touch.</summary>
    public IReadOnlyList<(long From, long To)> Ranges(int input, int window)
    {
        var ranges = new List<(long From, long To)>();
        foreach (var block in _entries.Where(e => e.Input == input && e.Window == window).Select(e => e.Block).Order())
        {
            var (from, to) = (block * Limits.WindowBlockOffsets, (block + 1) * Limits.WindowBlockOffsets);
            if (ranges.Count > 0 && ranges[^1].To == from)
            {
                ranges[^1] = (ranges[^1].From, to);
            }
            else
            {
                ranges.Add((from, to));
            }
        }

        return ranges;
    }

    /// <summary>
    /// The entries that are no rows yet: those noted since the last call; of a state that was stored before there were
    /// such rows, all.
    /// </summary>
    public IReadOnlyList<(int Input, int Window, long Block)> TakeNew()
    {
        var news = _entries.Skip(_taken).Where(e => e != Shown).Select(e => (e.Input, e.Window, e.Block)).ToList();
        if (news.Count > 0)
        {
            Add(Shown);
        }

        _taken = _entries.Count;
        return news;
    }

    public void Write(IBufferWriter<byte> target, long since, long until)
    {
        for (var i = (int)since; i < until; i++)
        {
            var span = target.GetSpan(EntryBytes);
            BinaryPrimitives.WriteInt32LittleEndian(span, _entries[i].Input);
            BinaryPrimitives.WriteInt32LittleEndian(span[4..], _entries[i].Window);
            BinaryPrimitives.WriteInt64LittleEndian(span[8..], _entries[i].Block);
            target.Advance(EntryBytes);
        }
    }

    public void Restore(ReadOnlySpan<byte> bytes)
    {
        for (; !bytes.IsEmpty; bytes = bytes[EntryBytes..])
        {
            Add(new Entry(
                BinaryPrimitives.ReadInt32LittleEndian(bytes),
                BinaryPrimitives.ReadInt64LittleEndian(bytes[8..]),
                BinaryPrimitives.ReadInt32LittleEndian(bytes[4..])));
        }

        _taken = _known.Contains(Shown) ? _entries.Count : 0;
    }

    private void Add(Entry entry)
    {
        if (_known.Add(entry))
        {
            _entries.Add(entry);
        }
    }

    private readonly record struct Entry(int Input, long Block, int Window);
}
