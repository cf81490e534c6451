using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Sluice.Engine.State;

/// <summary>
/// Facts of one kind in the order they were accepted, resident, in a fixed-size form. A fact is never changed once it
/// is written, but for bits that its owner derives and masks out on restore. Its fields leave no gap: what lies in one is
/// chance, and would be stored.
/// </summary>
public sealed class FactTable<T> : IStateSection
    where T : unmanaged
{
    private readonly ChunkedArray<T> _facts = new();

    public FactTable() => Invariant.Check(Gaps.Of<T>() == 0, $"the fields of {typeof(T).Name} leave no gap between them");

    public int Count => _facts.Count;

    public long Mark => _facts.Count;

    public ref T this[int index] => ref _facts[index];

    public int Append(in T fact) => _facts.Append(fact);

    public void Write(IBufferWriter<byte> target, long since, long until)
    {
        for (var from = (int)since; from < until;)
        {
            var stretch = _facts.Stretch(from, (int)until);
            target.Write(MemoryMarshal.AsBytes(stretch));
            from += stretch.Length;
        }
    }

    public void Restore(ReadOnlySpan<byte> bytes) => _facts.AppendBytes(bytes);

    /// <summary>Bytes of one fact, resident and stored.</summary>
    public static int FactBytes => Unsafe.SizeOf<T>();
}
