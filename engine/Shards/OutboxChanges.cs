using Sluice.Engine.Outputs;
using Sluice.Engine.State;

namespace Sluice.Engine.Shards;

/// <summary>Changed keys of some tables, each once, with the commits that changed it: at first those in entries of the outbox.</summary>
internal sealed class OutboxChanges
{
    private readonly Dictionary<string, OrderedDictionary<RowKey, Origin>> _tables = new(StringComparer.Ordinal);

    public OutboxChanges(IReadOnlyList<OutboxEntry> entries)
    {
        foreach (var entry in entries)
        {
            var origin = Origin.Of(entry.Shard, entry.Sequence);
            foreach (var (table, key) in entry.Keys)
            {
                Add(table, key, origin);
            }
        }
    }

    public void Add(string table, object?[] key, Origin origin)
    {
        if (!_tables.TryGetValue(table, out var keys))
        {
            _tables[table] = keys = [];
        }

        var row = new RowKey(key);
        keys[row] = origin.And(keys.GetValueOrDefault(row));
    }

    /// <summary>The changed keys of a table, in the order of their first change.</summary>
    public IReadOnlyList<(object?[] Key, Origin Origin)> Of(string table) =>
        _tables.TryGetValue(table, out var keys) ? [.. keys.Select(k => (k.Key.Values, k.Value))] : [];

    /// <summary>The changes gathered by some of the key's values, with the commits of all that belong together.</summary>
    /// <param name="at">Which of the key's values.</param>
    public IReadOnlyList<(object?[] Key, Origin Origin)> GroupsOf(string table, IReadOnlyList<int> at)
    {
        var groups = new OrderedDictionary<RowKey, Origin>();
        foreach (var (key, origin) in Of(table))
        {
            var group = new RowKey([.. at.Select(i => key[i])]);
            groups[group] = origin.And(groups.GetValueOrDefault(group));
        }

        return [.. groups.Select(g => (g.Key.Values, g.Value))];
    }
}
