using Sluice.Connectors.Embedded.Sqlite;
using Sluice.Engine.Outputs;

namespace Sluice.Connectors.Embedded.Store;

/// <summary>Reads the rows of a table in the order of their key.</summary>
internal static class RowReader
{
    public static List<object?[]> Read(Connection connection, TableSchema table, IReadOnlyList<(string Column, object Value)> where)
    {
        var wanted = where.Select(w => (Ordinal: table.Ordinal(w.Column), w.Value)).ToList();

        // 1.5 and 1.50 are one amount and two texts: amounts are compared here, everything else by SQLite.
        var bySql = wanted.Where(w => table.Columns[w.Ordinal].Type != ColumnType.Amount).ToList();
        var byValue = wanted.Except(bySql).ToList();
        var sql = TableSql.Of(table);
        var conditions = string.Join(" AND ", bySql.Select(w => TableSql.Quote(table.Columns[w.Ordinal].Name) + " = ?"));
        using var query = connection.Prepare(sql.Select + (bySql.Count > 0 ? " WHERE " + conditions : "") + sql.OrderBy);
        for (var i = 0; i < bySql.Count; i++)
        {
            ValueCodec.Bind(query, i + 1, table.Columns[bySql[i].Ordinal], bySql[i].Value);
        }

        var rows = new List<object?[]>();
        while (query.Step())
        {
            var row = ReadRow(query, table);
            if (byValue.All(w => w.Value.Equals(row[w.Ordinal])))
            {
                rows.Add(row);
            }
        }

        return rows;
    }

    /// <summary>The condition that the columns have the values.</summary>
    public static IReadOnlyList<(string Column, object Value)> Where(IReadOnlyList<string> columns, object?[] values) =>
        [.. columns.Select((column, i) => (column, values[i]!))];

    /// <summary>The row of a key, or null.</summary>
    public static object?[]? Find(Connection connection, TableSchema table, object?[] key)
    {
        using var query = connection.Prepare(TableSql.Of(table).SelectOne);
        for (var i = 0; i < key.Length; i++)
        {
            ValueCodec.Bind(query, i + 1, table.Columns[i], key[i]);
        }

        return query.Step() ? ReadRow(query, table) : null;
    }

    private static object?[] ReadRow(Statement query, TableSchema table)
    {
        var row = new object?[table.Columns.Length];
        for (var i = 0; i < row.Length; i++)
        {
            row[i] = ValueCodec.Read(query, i, table.Columns[i].Type);
        }

        return row;
    }
}
