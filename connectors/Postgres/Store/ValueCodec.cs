using System.Numerics;
using Npgsql;
using NpgsqlTypes;
using Sluice.Connectors.Postgres.Connections;
using Sluice.Engine.Outputs;
using Sluice.Engine.State;

namespace Sluice.Connectors.Postgres.Store;

/// <summary>
/// Values to and from PostgreSQL, exactly: amounts as numeric with their scale, sums as numeric without one, instants as
/// microseconds and steps. Timestamps travel as the integers they are, so that none of them means infinity.
/// </summary>
internal static class ValueCodec
{
    private static readonly long Epoch = new DateTime(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks;

    /// <summary>One column's values of many rows.</summary>
    /// <exception cref="StoreException">A value is not of the column's type, or empty in a key.</exception>
    public static Value Column(TableSchema table, StoredColumn column, IReadOnlyList<object?[]> rows)
    {
        var (data, type) = (column.Type, column.Part) switch
        {
            (_, Part.Steps) => (Values(table, column, rows, v => (short?)Steps((DateTimeOffset)v)), NpgsqlDbType.Smallint),
            (ColumnType.Integer, _) => (Values(table, column, rows, v => (long?)v), NpgsqlDbType.Bigint),
            (ColumnType.Amount, _) => (Values(table, column, rows, v => (decimal?)v), NpgsqlDbType.Numeric),
            (ColumnType.ScaledSum, _) => (Values(table, column, rows, v => (BigInteger?)(Int128)v), NpgsqlDbType.Numeric),
            (ColumnType.Instant, _) => (Values(table, column, rows, v => (long?)Micros((DateTimeOffset)v)), NpgsqlDbType.TimestampTz),
            (ColumnType.Bytes, _) => (Values(table, column, rows, v => (byte[])v), NpgsqlDbType.Bytea),
            _ => ((Array)Values(table, column, rows, v => SafeText.Encode((string)v)), NpgsqlDbType.Text),
        };
        return new Value(data, NpgsqlDbType.Array | type);
    }

    /// <summary>A value to look for.</summary>
    public static Value One(TableSchema table, StoredColumn column, object value)
    {
        var many = Column(table, column, [Row(table, column, value)]);
        return new Value(((Array)many.Data).GetValue(0)!, many.Type & ~NpgsqlDbType.Array);
    }

    public static object?[] Read(NpgsqlDataReader reader, TableSchema table, IReadOnlyList<StoredColumn> columns)
    {
        var row = new object?[table.Columns.Length];
        for (var i = 0; i < columns.Count; i++)
        {
            if (reader.IsDBNull(i))
            {
                continue;
            }

            var column = columns[i];
            row[column.Ordinal] = column.Part == Part.Steps
                ? ((DateTimeOffset)row[column.Ordinal]!).AddTicks(reader.GetInt16(i))
                : Read(reader, i, column.Type);
        }

        return row;
    }

    private static object Read(NpgsqlDataReader reader, int index, ColumnType type) => type switch
    {
        ColumnType.Integer => reader.GetInt64(index),
        ColumnType.Amount => reader.GetDecimal(index),
        ColumnType.ScaledSum => (Int128)reader.GetFieldValue<BigInteger>(index),
        ColumnType.Instant => new DateTimeOffset((reader.GetFieldValue<long>(index) * TimeSpan.TicksPerMicrosecond) + Epoch, TimeSpan.Zero),
        ColumnType.Bytes => reader.GetFieldValue<byte[]>(index),
        _ => SafeText.Decode(reader.GetString(index)),
    };

    private static object?[] Row(TableSchema table, StoredColumn column, object value)
    {
        var row = new object?[table.Columns.Length];
        row[column.Ordinal] = value;
        return row;
    }

    private static T[] Values<T>(TableSchema table, StoredColumn column, IReadOnlyList<object?[]> rows, Func<object, T> convert)
    {
        var values = new T[rows.Count];
        for (var i = 0; i < values.Length; i++)
        {
            if (rows[i][column.Ordinal] is { } value)
            {
                values[i] = Holds(column.Type, value) ? convert(value) : throw Wrong(table, column, $"holds {column.Type}, not {value.GetType().Name}");
            }
            else if (column.Key > 0)
            {
                throw Wrong(table, column, "is part of the key and cannot be empty");
            }
        }

        return values;
    }

    private static bool Holds(ColumnType type, object value) => type switch
    {
        ColumnType.Integer => value is long,
        ColumnType.Amount => value is decimal,
        ColumnType.ScaledSum => value is Int128,
        ColumnType.Instant => value is DateTimeOffset,
        ColumnType.Bytes => value is byte[],
        _ => value is string,
    };

    private static StoreException Wrong(TableSchema table, StoredColumn column, string what) =>
        new($"column {table.Columns[column.Ordinal].Name} of {table.Name} {what}") { Refusal = StoreRefusal.OfRows };

    /// <summary>Microseconds since 2000, rounded down, as PostgreSQL counts.</summary>
    private static long Micros(DateTimeOffset at) => ((at.UtcTicks - Steps(at)) - Epoch) / TimeSpan.TicksPerMicrosecond;

    private static short Steps(DateTimeOffset at) => (short)(at.UtcTicks % TimeSpan.TicksPerMicrosecond);
}
