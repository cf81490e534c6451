using Sluice.Connectors.Embedded.Sqlite;
using Sluice.Engine.Outputs;

namespace Sluice.Connectors.Embedded.Store;

/// <summary>
/// Triggers by which SQLite itself refuses to change or delete rows, whichever program asks. INSERT OR REPLACE deletes
/// without asking a trigger of deletions, so an insertion over a key that is taken is refused too.
/// </summary>
internal static class AppendOnlyTriggers
{
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
        var name = TableSql.Quote($"{table}_append_only_{what.ToLowerInvariant()}");
        var words = AppendOnly.Refusal(table).Replace("'", "''", StringComparison.Ordinal);
        connection.Execute(
            $"CREATE TRIGGER IF NOT EXISTS {name} BEFORE {what} ON {TableSql.Quote(table)} {condition} BEGIN SELECT RAISE(ABORT, '{words}'); END");
    }
}
