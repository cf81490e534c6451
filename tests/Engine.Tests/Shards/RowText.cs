using Sluice.Engine.Outputs;
using Sluice.Engine.Testing.Driving;

namespace Sluice.Engine.Tests.Shards;

internal static class RowText
{
    /// <summary>The values of a change in one line, <c>−</c> before those of a deletion.</summary>
    public static string ToText(this RowChange row) => (row.Deleted ? "−" : "") + new TestRow(row.Table, row.Values);

    public static List<string> ToText(this IEnumerable<object?[]> rows, TableSchema table) => [.. rows.Select(r => new TestRow(table, r).ToString())];
}
