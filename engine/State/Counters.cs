using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Sluice.Engine.State;

/// <summary>Named counts that commit with the shard: records taken, duplicates ignored. Owned by the shard's thread.</summary>
public sealed class Counters : IStateSection
{
    private readonly SortedDictionary<string, long> _values = new(StringComparer.Ordinal);

    /// <summary>Changes so far; every write holds all values, so the latest one stands.</summary>
    public long Mark { get; private set; }

    public IReadOnlyDictionary<string, long> Values => _values;

    public void Add(string name, long amount)
    {
        if (amount != 0)
        {
            _values[name] = _values.GetValueOrDefault(name) + amount;
            Mark++;
        }
    }

    public void Write(IBufferWriter<byte> target, long since, long until)
    {
        foreach (var (name, value) in _values)
        {
            var length = Encoding.UTF8.GetByteCount(name);
            var span = target.GetSpan(12 + length);
            BinaryPrimitives.WriteInt64LittleEndian(span, value);
            BinaryPrimitives.WriteInt32LittleEndian(span[8..], length);
            Encoding.UTF8.GetBytes(name, span[12..]);
            target.Advance(12 + length);
        }
    }

    public void Restore(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(bytes[8..]);
            _values[Encoding.UTF8.GetString(bytes.Slice(12, length))] = BinaryPrimitives.ReadInt64LittleEndian(bytes);
            bytes = bytes[(12 + length)..];
            Mark++;
        }
    }
}
