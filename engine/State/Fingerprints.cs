namespace Sluice.Engine.State;

/// <summary>
/// Per window the sum of its facts' hashes mod 2^128: whatever the order in which facts came and went, equal sets have
/// equal sums, so two runs, two stores or an oracle compare in one look. Owned by the shard's thread.
/// </summary>
public sealed class Fingerprints
{
    private readonly Dictionary<int, UInt128> _sums = [];
    private readonly HashSet<int> _changed = [];

    public void Add(int window, UInt128 hash)
    {
        _sums[window] = unchecked(_sums.GetValueOrDefault(window) + hash);
        _changed.Add(window);
    }

    public void Remove(int window, UInt128 hash) => Add(window, unchecked(UInt128.Zero - hash));

    /// <summary>The sum of a window; zero where it holds nothing.</summary>
    public UInt128 this[int window] => _sums.GetValueOrDefault(window);

    /// <summary>Windows changed since the last call, in order.</summary>
    public IReadOnlyList<(int Window, UInt128 Sum)> TakeChanged()
    {
        var changed = _changed.Order().Select(w => (w, _sums[w])).ToList();
        _changed.Clear();
        return changed;
    }
}
