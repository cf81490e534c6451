namespace Sluice.Topology.Reconciliation.Pairing.Blocking;

/// <summary>Rows of one side by their keys in one pass, the keys ascending.</summary>
internal sealed class KeyedRows
{
    private readonly ulong[] _keys;
    private readonly int[] _rows;

    public KeyedRows(ulong[] keys, int[] rows)
    {
        Array.Sort(keys, rows);
        (_keys, _rows) = (keys, rows);
    }

    public int Count => _keys.Length;

    public ulong Key(int place) => _keys[place];

    /// <summary>The place behind the last one with the key of this place.</summary>
    public int End(int place)
    {
        var end = place + 1;
        while (end < _keys.Length && _keys[end] == _keys[place])
        {
            end++;
        }

        return end;
    }

    public ReadOnlySpan<int> Rows(int from, int end) => _rows.AsSpan(from, end - from);
}
