using System.Buffers;
using System.Buffers.Binary;

namespace Sluice.Engine.State;

/// <summary>
/// Per window the sum of its facts' hashes mod 2^128: whatever the order in which facts came and went, equal sets have
/// equal sums, so two runs, two stores or an oracle compare in one look. Owned by the shard's thread.
/// </summary>
public sealed class Fingerprints : IStateSection
{
    private const int EntryBytes = 20;

    private readonly Dictionary<int, UInt128> _sums = [];
    private readonly HashSet<int> _changed = [];
    private bool _restored;

    /// <summary>Changes so far; every write holds all sums, so the latest one stands.</summary>
    public long Mark { get; private set; }

    /// <summary>
    /// True while flows are rebuilt from facts whose sums came with them from the store: changes are ignored, and hashing
    /// the facts can be spared.
    /// </summary>
    public bool IsFrozen { get; private set; }

    public void Add(int window, UInt128 hash)
    {
        if (IsFrozen)
        {
            return;
        }

        Mark++;
        _sums[window] = unchecked(_sums.GetValueOrDefault(window) + hash);
        _changed.Add(window);
    }

    public void Remove(int window, UInt128 hash) => Add(window, unchecked(UInt128.Zero - hash));

    /// <summary>The sum of a window; zero where it holds nothing.</summary>
    public UInt128 this[int window] => _sums.GetValueOrDefault(window);

    public void Write(IBufferWriter<byte> target, long since, long until)
    {
        foreach (var (window, sum) in _sums.OrderBy(s => s.Key))
        {
            var span = target.GetSpan(EntryBytes);
            BinaryPrimitives.WriteInt32LittleEndian(span, window);
            BinaryPrimitives.WriteUInt128LittleEndian(span[4..], sum);
            target.Advance(EntryBytes);
        }
    }

    public void Restore(ReadOnlySpan<byte> bytes)
    {
        for (; !bytes.IsEmpty; bytes = bytes[EntryBytes..])
        {
            _sums[BinaryPrimitives.ReadInt32LittleEndian(bytes)] = BinaryPrimitives.ReadUInt128LittleEndian(bytes[4..]);
        }

        _restored = true;
        Mark++;
    }

    internal void BeginRebuild() => IsFrozen = _restored;

    internal void EndRebuild()
    {
        IsFrozen = false;
        _changed.Clear();
    }

    /// <summary>Windows changed since the last call, in order.</summary>
    public IReadOnlyList<(int Window, UInt128 Sum)> TakeChanged()
    {
        var changed = _changed.Order().Select(w => (w, _sums[w])).ToList();
        _changed.Clear();
        return changed;
    }
}
