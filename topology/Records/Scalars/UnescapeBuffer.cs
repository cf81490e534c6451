namespace Sluice.Topology.Records.Scalars;

/// <summary>Where the escaped texts of one record are undone. Owned by one thread; what it gives lives until the next record begins.</summary>
internal sealed class UnescapeBuffer
{
    private byte[] _bytes = [];
    private int _used;

    /// <summary>Begins a record.</summary>
    public void Reset() => _used = 0;

    /// <summary>Puts the meaning of a string in its place; false where an escape is none.</summary>
    public bool TryUnescape(ref ReadOnlySpan<byte> text)
    {
        if (!text.Contains((byte)'\\'))
            return true;

        // Spans of this record over an outgrown buffer stay good: they keep it alive.
        if (_bytes.Length - _used < text.Length)
        {
            _bytes = new byte[Math.Max(text.Length, 2 * _bytes.Length)];
            _used = 0;
        }

        Span<byte> target = _bytes.AsSpan(_used);
        if (!JsonEscapes.TryUnescape(text, target, out int length))
            return false;
        text = target[..length];
        _used += length;
        return true;
    }
}
