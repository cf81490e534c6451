using Sluice.Engine.Outputs;
using Sluice.Engine.State;

namespace Sluice.Engine.Testing.Memory;

/// <summary>Holds values to their column's type, as a typed database would, and copies what could change later.</summary>
internal static class ColumnTypes
{
    /// <summary>The values to keep: checked, bytes copied, instants in UTC.</summary>
    /// <exception cref="StoreException">A value has another type than its column, or a key is incomplete.</exception>
    public static object?[] Admit(TableSchema table, object?[] values)
    {
        var kept = new object?[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var column = table.Columns[i];
            if (values[i] is { } value ? !Fits(column.Type, value) : i < table.KeyColumns)
            {
                throw new StoreException($"{table.Name}.{column.Name} is {column.Type}, not {values[i]?.GetType().Name ?? "null in a key"}") { Refusal = StoreRefusal.OfRows };
            }

            kept[i] = Copy(values[i]);
        }

        return kept;
    }

    public static object? Copy(object? value) => value switch
    {
        byte[] bytes => bytes.Clone(),
        DateTimeOffset instant => instant.ToUniversalTime(),
        _ => value,
    };

    private static bool Fits(ColumnType type, object value) => type switch
    {
        ColumnType.Text => value is string,
        ColumnType.Integer => value is long,
        ColumnType.Amount => value is decimal,
        ColumnType.ScaledSum => value is Int128,
        ColumnType.Instant => value is DateTimeOffset,
        ColumnType.Bytes => value is byte[],
        _ => false,
    };
}
