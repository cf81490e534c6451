using System.Globalization;
using Sluice.Engine.Outputs;

namespace Sluice.Engine.Testing.Driving;

/// <summary>A row of an output table, read by column name.</summary>
public sealed class TestRow(TableSchema table, object?[] values)
{
    /// <summary>The value of a column; null where it is empty.</summary>
    /// <exception cref="ArgumentException">No such column.</exception>
    public object? this[string column] => values[table.Ordinal(column)];

    /// <summary>The value of a text column.</summary>
    public string? Text(string column) => (string?)this[column];

    /// <summary>The value of an amount column.</summary>
    public decimal? Amount(string column) => (decimal?)this[column];

    /// <summary>The value of an integer column that is never empty.</summary>
    public long Number(string column) => (long)this[column]!;

    /// <summary>
    /// All values in one line, for comparisons: equal rows have equal lines. Amounts are compared by value; columns that
    /// are shown on request only are left out.
    /// </summary>
    public override string ToString() => string.Join('|', values.Where((_, i) => !table.Columns[i].OnRequest).Select(Show));

    private static string Show(object? value) => value switch
    {
        null => "∅",
        byte[] bytes => Convert.ToHexStringLower(bytes),
        decimal amount => amount.ToString("0.############################", CultureInfo.InvariantCulture),
        DateTimeOffset instant => instant.ToString("O", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
