using Sluice.Connectors.Embedded.Sqlite;
using Sluice.Engine.Outputs;

namespace Sluice.Connectors.Embedded.Store;

/// <summary>
/// Triggers by which SQLite itself refuses to change or delete rows, whichever program asks. INSERT OR REPLACE deletes
/// without asking a trigger of deletions, so an insertion over a key that is taken is refused too.
/// </summary>
internal static class AppendOnlyTriggers
{
    /// <summary>The words that every trigger raises are looked for too: one of the name that does nothing is none.</summary>
    public static bool AreThere(Connection connection, string table)
    {
        using var query = connection.Prepare(
            "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ? AND name IN (?, ?, ?) AND instr(sql, 'RAISE(ABORT') > 0");
        query.Bind(1, table).Bind(2, NameOf(table, "UPDATE")).Bind(3, NameOf(table, "DELETE")).Bind(4, NameOf(table, "INSERT"));
        return query.Step() && query.Integer(0) == 3;
    }

    public static void Create(Connection connection, TableSchema table)
    {
        var key = table.Columns.Take(table.KeyColumns).Select(c => TableSql.Quote(c.Name));
        var taken = $"WHEN EXISTS (SELECT 1 FROM {TableSql.Quote(table.Name)} WHERE {string.Join(" AND ", key.Select(k => $"{k} = NEW.{k}"))})";
        Create(connection, table.Name, "UPDATE");
        Create(connection, table.Name, "DELETE");
        Create(connection, table.Name, "INSERT", taken);
    }

    private static void Create(Connection connection, string table, string what, string condition = "")
    {
        var name = TableSql.Quote(NameOf(table, what));
        var words = AppendOnly.Refusal(table).Replace("'", "''", StringComparison.Ordinal);
        connection.Execute(
            $"CREATE TRIGGER IF NOT EXISTS {name} BEFORE {what} ON {TableSql.Quote(table)} {condition} BEGIN SELECT RAISE(ABORT, '{words}'); END");
    }

    private static string NameOf(string table, string what) => $"{table}_append_only_{what.ToLowerInvariant()}";
}
