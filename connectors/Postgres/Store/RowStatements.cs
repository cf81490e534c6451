using Sluice.Connectors.Postgres.Connections;
using Sluice.Engine.Outputs;
using Sluice.Engine.State;

namespace Sluice.Connectors.Postgres.Store;

/// <summary>
/// Row changes as at most two statements a table. An upsert gives every column, so of several changes of one key the
/// last is what counts, and those of different keys may go in any order.
/// </summary>
internal static class RowStatements
{
    /// <exception cref="StoreException">A value does not fit its column.</exception>
    public static List<Statement> Of(IReadOnlyList<RowChange> rows)
    {
        var statements = new List<Statement>();
        foreach (var (table, last) in Last(rows))
        {
            var sql = TableSql.Of(table);
            Add(statements, sql.Delete, table, sql.Key, [.. last.Where(c => c.Deleted).Select(c => c.Values)]);
            Add(statements, sql.Upsert, table, sql.Columns, [.. last.Where(c => !c.Deleted).Select(c => c.Values)]);
        }

        return statements;
    }

    /// <summary>Adds rows whose keys are not there.</summary>
    public static Statement AddMissing(TableSchema table, IReadOnlyList<object?[]> rows)
    {
        var sql = TableSql.Of(table);
        return new Statement(sql.AddMissing, [.. sql.Columns.Select(c => ValueCodec.Column(table, c, rows))]);
    }

    /// <summary>The last change of each key, table by table in the order of their first.</summary>
    private static List<(TableSchema Table, ICollection<RowChange> Changes)> Last(IReadOnlyList<RowChange> rows)
    {
        var order = new List<(TableSchema, ICollection<RowChange>)>();
        var known = new Dictionary<string, (TableSchema Table, Dictionary<object?[], RowChange> Changes)>(StringComparer.Ordinal);
        for (var i = 0; i < rows.Count; i++)
        {
            var row = rows[i];
            if (!known.TryGetValue(row.Table.Name, out var found))
            {
                found = (row.Table, new Dictionary<object?[], RowChange>(KeyComparer.Instance));
                known.Add(row.Table.Name, found);
                order.Add((row.Table, found.Changes.Values));
            }
            else if (!ReferenceEquals(found.Table, row.Table) && (found.Table.AppendOnly != row.Table.AppendOnly || !found.Table.Columns.SequenceEqual(row.Table.Columns)))
            {
                throw new StoreException($"table {row.Table.Name} has two different schemas in one commit") { Refusal = StoreRefusal.OfRows };
            }

            if (row.Table.AppendOnly && !row.Deleted && found.Changes.TryGetValue(row.Key, out var twice))
            {
                AppendOnly.CheckEqual(row.Table, twice.Values, row.Values);
            }

            found.Changes[row.Key] = row;
        }

        return order;
    }

    private static void Add(List<Statement> statements, string sql, TableSchema table, IReadOnlyList<StoredColumn> columns, List<object?[]> rows)
    {
        if (rows.Count > 0)
        {
            statements.Add(new Statement(sql, [.. columns.Select(c => ValueCodec.Column(table, c, rows))]));
        }
    }
}
