using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Sluice.Engine.State;

/// <summary>
/// Byte strings numbered in the order they were first seen: facts hold the number. Numbers are stable over restarts,
/// since the strings are stored in that order. Owned by the shard's thread.
/// </summary>
public sealed class StringTable : IStateSection
{
    private readonly List<byte[]> _strings = [];
    private readonly RecentStrings _recent = new();
    private readonly FactIndex _index;

    public StringTable() => _index = new FactIndex(number => Hash128.Short(_strings[number]));

    public int Count => _strings.Count;

    public long Mark => _strings.Count;

    /// <summary>The string of a number.</summary>
    public ReadOnlySpan<byte> this[int number] => _strings[number];

    /// <summary>The string of a number, decoded from UTF-8.</summary>
    public string Text(int number) => Encoding.UTF8.GetString(_strings[number]);

    /// <summary>The number of a string, or −1.</summary>
    public int Find(scoped ReadOnlySpan<byte> text) => _index.Find(Hash128.Short(text), new Match(_strings, text));

    /// <summary>The number of a string, given now if it has none.</summary>
    public int Number(scoped ReadOnlySpan<byte> text)
    {
        var recent = _recent.Find(text);
        if (recent >= 0)
        {
            return recent;
        }

        var hash = Hash128.Short(text);
        var number = _index.Find(hash, new Match(_strings, text));
        if (number < 0)
        {
            _strings.Add(text.ToArray());
            number = _strings.Count - 1;
            _index.AddNew(hash, number);
        }

        _recent.Remember(text, number);
        return number;
    }

    public void Write(IBufferWriter<byte> target, long since, long until)
    {
        for (var number = (int)since; number < until; number++)
        {
            var text = _strings[number];
            var span = target.GetSpan(4 + text.Length);
            BinaryPrimitives.WriteInt32LittleEndian(span, text.Length);
            text.CopyTo(span[4..]);
            target.Advance(4 + text.Length);
        }
    }

    public void Restore(ReadOnlySpan<byte> bytes)
    {
        var before = _strings.Count;
        Invariant.Check(Meet(bytes) == _strings.Count - before, "a stored string is stored once");
    }

    /// <summary>Takes what <see cref="Write"/> wrote, in order, as <see cref="Restore"/> does, but some of it may have been taken before.</summary>
    /// <returns>How many strings there were.</returns>
    public int Meet(ReadOnlySpan<byte> bytes)
    {
        var strings = 0;
        for (; !bytes.IsEmpty; strings++)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(bytes);
            Number(bytes.Slice(4, length));
            bytes = bytes[(4 + length)..];
        }

        return strings;
    }

    private readonly ref struct Match(List<byte[]> strings, ReadOnlySpan<byte> text) : IFactMatch
    {
        private readonly ReadOnlySpan<byte> _text = text;

        public bool Is(int index) => _text.SequenceEqual(strings[index]);
    }
}
