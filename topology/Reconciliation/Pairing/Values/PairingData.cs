using Sluice.Topology.Reconciliation.Pairing.Comparing;

namespace Sluice.Topology.Reconciliation.Pairing.Values;

/// <summary>Two sides to be paired, or one side in which duplicates are sought. Read only.</summary>
public sealed class PairingData
{
    private PairingData(IReadOnlyList<PairingField> fields, ValuePool pool, RecordTable left, RecordTable right)
    {
        (Fields, Pool, Left, Right) = (fields, pool, left, right);
    }

    public IReadOnlyList<PairingField> Fields { get; }

    public RecordTable Left { get; }

    public RecordTable Right { get; }

    /// <summary>Left and right are one: a pair is two different rows, the lower first.</summary>
    public bool Within => ReferenceEquals(Left, Right);

    /// <summary>All pairs there are.</summary>
    public long Pairs => Within ? (long)Left.Count * (Left.Count - 1) / 2 : (long)Left.Count * Right.Count;

    internal ValuePool Pool { get; }

    /// <exception cref="ArgumentException">An id twice on a side, values that do not fit the fields, or no or more than 21 fields.</exception>
    public static PairingData Between(IReadOnlyList<PairingField> fields, IReadOnlyList<PairingRecord> left, IReadOnlyList<PairingRecord> right)
    {
        Check(fields);
        var pool = new ValuePool();
        return new PairingData(fields, pool, new RecordTable(fields, left, pool), new RecordTable(fields, right, pool));
    }

    /// <summary>Duplicates within one side.</summary>
    /// <exception cref="ArgumentException">As for two sides.</exception>
    public static PairingData Duplicates(IReadOnlyList<PairingField> fields, IReadOnlyList<PairingRecord> records)
    {
        Check(fields);
        var pool = new ValuePool();
        var table = new RecordTable(fields, records, pool);
        return new PairingData(fields, pool, table, table);
    }

    /// <summary>The value of a record; null where it has none.</summary>
    internal FieldValue? Value(RecordTable side, int field, int row) =>
        side.Column(field)[row] is var number && number == ValuePool.None ? null : Pool[number];

    private static void Check(IReadOnlyList<PairingField> fields)
    {
        if (fields.Count is 0 or > Agreements.FieldsMax)
        {
            throw new ArgumentException($"from 1 to {Agreements.FieldsMax} fields are compared, not {fields.Count}");
        }
    }
}
