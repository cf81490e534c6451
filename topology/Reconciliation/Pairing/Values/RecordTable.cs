namespace Sluice.Topology.Reconciliation.Pairing.Values;

/// <summary>One side, in the order of its ids, byte by byte: whatever the order of arrival, rows have the same numbers. Read only.</summary>
public sealed class RecordTable
{
    private readonly int[][] _columns;

    internal RecordTable(IReadOnlyList<PairingField> fields, IReadOnlyList<PairingRecord> records, ValuePool pool)
    {
        var sorted = records.OrderBy(r => r.Id, StringComparer.Ordinal).ToArray();
        Ids = Array.ConvertAll(sorted, r => r.Id);
        _columns = [.. fields.Select(_ => new int[sorted.Length])];
        for (var row = 0; row < sorted.Length; row++)
        {
            var values = sorted[row].Values;
            if (values.Count != fields.Count)
            {
                throw new ArgumentException($"record {Ids[row]} has {values.Count} values for {fields.Count} fields");
            }

            if (row > 0 && string.Equals(Ids[row - 1], Ids[row], StringComparison.Ordinal))
            {
                throw new ArgumentException($"two records have the id {Ids[row]}");
            }

            Fill(fields, values, row, pool);
        }
    }

    /// <summary>Ids by row, ascending.</summary>
    public IReadOnlyList<string> Ids { get; }

    public int Count => Ids.Count;

    /// <summary>The number of a value in the pool, by field and row.</summary>
    internal int[] Column(int field) => _columns[field];

    private void Fill(IReadOnlyList<PairingField> fields, IReadOnlyList<FieldValue?> values, int row, ValuePool pool)
    {
        for (var f = 0; f < fields.Count; f++)
        {
            if (values[f] is { } value && value.Kind != fields[f].Kind)
            {
                throw new ArgumentException($"record {Ids[row]}: {fields[f].Name} is of kind {fields[f].Kind}, not {value.Kind}");
            }

            _columns[f][row] = pool.Number(values[f]);
        }
    }
}
