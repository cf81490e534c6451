using Sluice.Oracle.Shapes;

namespace Sluice.Oracle.Reference;

/// <summary>Of the versions of each reference record, the latest by recorded_at; at equal instants the greater content.</summary>
internal sealed class Versions<TKey, TValue>
    where TKey : notnull
{
    private readonly Dictionary<TKey, (long RecordedAt, string Content, TValue Value)> _latest = [];

    public void Add(TKey key, ReferenceVersion record, TValue value)
    {
        var candidate = (record.RecordedAt, record.Content, value);
        if (!_latest.TryGetValue(key, out var known) || candidate.RecordedAt > known.RecordedAt
            || (candidate.RecordedAt == known.RecordedAt && ByteOrder.Instance.Compare(candidate.Content, known.Content) > 0))
            _latest[key] = candidate;
    }

    public bool TryFind(TKey key, out TValue value)
    {
        var found = _latest.TryGetValue(key, out var known);
        value = known.Value;
        return found;
    }

    public IEnumerable<TValue> Current => _latest.Values.Select(version => version.Value);
}
