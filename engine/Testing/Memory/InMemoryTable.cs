using Sluice.Engine.Outputs;
using Sluice.Engine.State;

namespace Sluice.Engine.Testing.Memory;

/// <summary>The rows of one output table, sorted by key. Guarded by the store's lock.</summary>
internal sealed class InMemoryTable(TableSchema schema)
{
    private readonly SortedDictionary<object?[], object?[]> _rows = new(new KeyOrder(schema.KeyColumns));

    public TableSchema Schema { get; private set; } = schema;

    /// <summary>Takes the columns the table lacks; rows there are have null in them.</summary>
    public void Extend(TableSchema wanted)
    {
        var common = Math.Min(wanted.Columns.Length, Schema.Columns.Length);
        if (wanted.KeyColumns != Schema.KeyColumns || !wanted.Columns.Take(common).SequenceEqual(Schema.Columns.Take(common)))
        {
            throw new StoreException($"table {Schema.Name} exists with other columns");
        }

        var appendOnly = Schema.AppendOnly || wanted.AppendOnly;
        if (wanted.Columns.Length <= Schema.Columns.Length)
        {
            Schema = Schema with { AppendOnly = appendOnly };
            return;
        }

        Schema = wanted with { AppendOnly = appendOnly };
        foreach (var key in _rows.Keys.ToList())
        {
            _rows[key] = [.. _rows[key], .. new object?[wanted.Columns.Length - _rows[key].Length]];
        }
    }

    /// <summary>The same table apart; rows are replaced, never changed, and shared.</summary>
    public InMemoryTable Copy()
    {
        var copy = new InMemoryTable(Schema);
        foreach (var (key, row) in _rows)
        {
            copy._rows.Add(key, row);
        }

        return copy;
    }

    /// <summary>The row with the values' key, or null.</summary>
    public object?[]? Find(object?[] values) => _rows.GetValueOrDefault(values[..Schema.KeyColumns]);

    /// <summary>Applies a change whose values were admitted.</summary>
    public void Apply(bool deleted, object?[] values)
    {
        var key = values[..Schema.KeyColumns];
        if (deleted)
        {
            _rows.Remove(key);
        }
        else
        {
            _rows[key] = [.. values, .. new object?[Schema.Columns.Length - values.Length]];
        }
    }

    /// <summary>Of the table of the keys' owners: adds the shard for each key that has none, and tells all owners.</summary>
    public IReadOnlyList<int> ClaimKeys(string group, int shard, IReadOnlyList<string> keys)
    {
        foreach (var key in keys)
        {
            _rows.TryAdd([group, key], [group, key, (long)shard]);
        }

        return [.. keys.Select(key => (int)(long)_rows[[group, key]][2]!)];
    }

    /// <summary>Copies of the rows that match, in the columns of <paramref name="asked"/>.</summary>
    public IReadOnlyList<object?[]> Read(TableSchema asked, IReadOnlyList<(string Column, object Value)> where) =>
        Read(asked, [.. where.Select(w => w.Column)], [[.. where.Select(w => w.Value)]])[0];

    /// <summary>Copies of the rows whose <paramref name="columns"/> have a group's values, for each group, in the columns of <paramref name="asked"/>.</summary>
    public IReadOnlyList<IReadOnlyList<object?[]>> Read(TableSchema asked, IReadOnlyList<string> columns, IReadOnlyList<object?[]> groups)
    {
        var places = columns.Select(Schema.Ordinal).ToArray();
        var shown = ReferenceEquals(asked, Schema) ? null : Array.ConvertAll(asked.Columns, column => Schema.Ordinal(column.Name));
        var isKey = places.Length == Schema.KeyColumns && places.SequenceEqual(Enumerable.Range(0, places.Length));
        var read = new List<IReadOnlyList<object?[]>>(groups.Count);
        foreach (var group in groups)
        {
            var wanted = Array.ConvertAll(group, ColumnTypes.Copy);
            read.Add(isKey ? One(wanted, shown) : Matching(places, wanted, shown));
        }

        return read;
    }

    private List<object?[]> One(object?[] key, int[]? shown) => _rows.TryGetValue(key, out var only) ? [Columns(only, shown)] : [];

    private List<object?[]> Matching(int[] places, object?[] wanted, int[]? shown)
    {
        var matching = new List<object?[]>();
        foreach (var row in _rows.Values)
        {
            if (Matches(row, places, wanted))
            {
                matching.Add(Columns(row, shown));
            }
        }

        return matching;
    }

    private static bool Matches(object?[] row, int[] places, object?[] wanted)
    {
        for (var i = 0; i < places.Length; i++)
        {
            if (row[places[i]] is not { } value || KeyOrder.CompareValues(value, wanted[i]) != 0)
            {
                return false;
            }
        }

        return true;
    }

    private static object?[] Columns(object?[] row, int[]? shown) => shown is null
        ? Array.ConvertAll(row, ColumnTypes.Copy)
        : Array.ConvertAll(shown, at => ColumnTypes.Copy(row[at]));
}
