using Sluice.Topology.Reconciliation.Pairing.Arithmetic;
using Sluice.Topology.Reconciliation.Pairing.Values;

namespace Sluice.Topology.Reconciliation.Pairing.Comparing;

/// <summary>
/// Compares rows field by field. Values that were just compared are remembered in a cache of fixed size, which saves most of
/// the work on columns of few values and changes no result. Owned by one thread.
/// </summary>
public sealed class PairComparer
{
    private const int CacheBits = 18;

    private readonly PairingData _data;
    private readonly int[][] _left;
    private readonly int[][] _right;
    private readonly (int A, int B)[] _exchangeable;
    private readonly ulong[] _cached = new ulong[1 << CacheBits];
    private readonly Agreement[] _levels = new Agreement[1 << CacheBits];

    public PairComparer(PairingData data)
    {
        _data = data;
        var fields = Enumerable.Range(0, data.Fields.Count).ToArray();
        _left = Array.ConvertAll(fields, data.Left.Column);
        _right = Array.ConvertAll(fields, data.Right.Column);
        _exchangeable = [.. from a in fields from b in fields where a < b && data.Fields[a].Kind == data.Fields[b].Kind select (a, b)];
    }

    /// <summary>The agreements of two rows in all fields, packed as <see cref="Agreements"/> says.</summary>
    public ulong Compare(int left, int right)
    {
        var (pattern, unlike) = (0UL, 0);
        for (var f = 0; f < _left.Length; f++)
        {
            var level = Level(_left[f][left], _right[f][right]);
            unlike += level is > Agreement.Missing and < Agreement.Close ? 1 : 0;
            pattern = Agreements.With(pattern, f, level);
        }

        return unlike < 2 ? pattern : WithExchanges(pattern, left, right);
    }

    private Agreement Level(int a, int b)
    {
        if (a == ValuePool.None || b == ValuePool.None)
        {
            return Agreement.Missing;
        }

        if (a == b)
        {
            return Agreement.Equal;
        }

        var key = a < b ? ((ulong)a << 32) | (uint)b : ((ulong)b << 32) | (uint)a;
        var slot = SplitMix.Mix(key) >> (64 - CacheBits);
        if (_cached[slot] != key)
        {
            _cached[slot] = key;
            _levels[slot] = FieldComparer.Level(_data.Pool[a], _data.Pool[b]);
        }

        return _levels[slot];
    }

    private ulong WithExchanges(ulong pattern, int left, int right)
    {
        foreach (var (a, b) in _exchangeable)
        {
            if (_left[a][left] == _right[b][right] && _left[b][left] == _right[a][right]
                && Agreements.Of(pattern, a) is > Agreement.Missing and < Agreement.Close
                && Agreements.Of(pattern, b) is > Agreement.Missing and < Agreement.Close)
            {
                pattern = Agreements.With(Agreements.With(pattern, a, Agreement.Swapped), b, Agreement.Swapped);
            }
        }

        return pattern;
    }
}
