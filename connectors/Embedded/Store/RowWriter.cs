using Sluice.Connectors.Embedded.Sqlite;
using Sluice.Engine.Outputs;

namespace Sluice.Connectors.Embedded.Store;

/// <summary>Applies row changes in their order, by one prepared statement a table and kind of change.</summary>
internal static class RowWriter
{
    public static void Apply(Connection connection, IReadOnlyList<RowChange> rows)
    {
        for (var i = 0; i < rows.Count; i++)
        {
            Apply(connection, rows[i]);
        }
    }

    private static void Apply(Connection connection, RowChange row)
    {
        if (row.Table.AppendOnly && !row.Deleted && RowReader.Find(connection, row.Table, row.Key) is { } there)
        {
            AppendOnly.CheckEqual(row.Table, there, row.Values);
            return;
        }

        var sql = TableSql.Of(row.Table);
        var statement = connection.Prepare(row.Deleted ? sql.Delete : sql.Upsert);
        for (var i = 0; i < row.Values.Length; i++)
        {
            ValueCodec.Bind(statement, i + 1, row.Table.Columns[i], row.Values[i]);
        }

        statement.Run();
    }
}
