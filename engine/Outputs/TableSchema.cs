namespace Sluice.Engine.Outputs;

/// <summary>What a column holds; each store maps it to a type that loses nothing.</summary>
public enum ColumnType
{
    /// <summary><see cref="string"/>.</summary>
    Text,

    /// <summary><see cref="long"/>.</summary>
    Integer,

    /// <summary><see cref="decimal"/>; exact, so TEXT on SQLite and numeric on PostgreSQL.</summary>
    Amount,

    /// <summary><see cref="Int128"/> at 10^-8: a running sum; TEXT on SQLite, numeric on PostgreSQL.</summary>
    ScaledSum,

    /// <summary><see cref="DateTimeOffset"/> in UTC.</summary>
    Instant,

    /// <summary><see cref="byte"/> array.</summary>
    Bytes,
}

/// <summary>One column of an output table.</summary>
/// <param name="OnRequest">Whether lists leave it out unless it is asked for; it always stands in the table and its topic.</param>
public sealed record Column(string Name, ColumnType Type, bool OnRequest = false);

/// <summary>An output table: its columns in order, of which the first <paramref name="KeyColumns"/> are the key.</summary>
/// <param name="Outbox">Whether a commit notes the keys it changed in the outbox, to be merged or published from there.</param>
public sealed record TableSchema(string Name, int KeyColumns, bool Outbox, params Column[] Columns)
{
    /// <summary>
    /// Whether rows are never changed nor deleted. The store's database itself refuses it, whoever asks; an upsert of a
    /// row that is there and equal does nothing, of another row with the same key it is refused with a
    /// <see cref="State.StoreException"/>. A table that was made so stays so.
    /// </summary>
    public bool AppendOnly { get; init; }

    /// <summary>The position of a column.</summary>
    /// <exception cref="ArgumentException">No such column.</exception>
    public int Ordinal(string column)
    {
        for (var at = 0; at < Columns.Length; at++)
        {
            if (Columns[at].Name == column)
            {
                return at;
            }
        }

        throw new ArgumentException($"table {Name} has no column {column}");
    }
}

/// <summary>One change of an output table.</summary>
/// <param name="Values">All columns for an upsert, the key columns for a deletion; null where empty.</param>
public readonly record struct RowChange(TableSchema Table, bool Deleted, object?[] Values)
{
    /// <summary>The values of the table's key.</summary>
    public object?[] Key => Values.Length == Table.KeyColumns ? Values : Values[..Table.KeyColumns];

    public static RowChange Upsert(TableSchema table, params object?[] values)
    {
        Invariant.Check(values.Length == table.Columns.Length, "an upsert gives every column of its table");
        return new RowChange(table, Deleted: false, values);
    }

    public static RowChange Delete(TableSchema table, params object?[] key)
    {
        Invariant.Check(key.Length == table.KeyColumns, "a deletion gives the key of its table");
        Invariant.Check(!table.AppendOnly, "rows of an append-only table are never deleted");
        return new RowChange(table, Deleted: true, key);
    }
}
