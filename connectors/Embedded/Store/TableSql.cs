using System.Collections.Concurrent;
using Sluice.Engine.Outputs;

namespace Sluice.Connectors.Embedded.Store;

/// <summary>The statements of one output table, made once for each schema object.</summary>
internal sealed class TableSql
{
    private static readonly ConcurrentDictionary<TableSchema, TableSql> Known = new(ReferenceEqualityComparer.Instance);

    private TableSql(TableSchema table)
    {
        var name = Quote(table.Name);
        var columns = table.Columns.Select(c => Quote(c.Name)).ToList();
        var key = columns.Take(table.KeyColumns).ToList();
        var keyList = string.Join(", ", key);
        var definitions = table.Columns.Select((c, i) => $"{columns[i]} {TypeOf(c.Type)}{(i < table.KeyColumns ? " NOT NULL" : "")}");

        // Rows in the key's own tree save a second one, but large payloads would spoil it.
        var layout = table.Columns.Any(c => c.Type == ColumnType.Bytes) ? "" : " WITHOUT ROWID";
        Create = $"CREATE TABLE IF NOT EXISTS {name} ({string.Join(", ", definitions)}, PRIMARY KEY ({keyList})){layout}";

        var updates = columns.Skip(table.KeyColumns).Select(c => $"{c} = excluded.{c}").ToList();
        var onConflict = updates.Count == 0 ? "NOTHING" : "UPDATE SET " + string.Join(", ", updates);
        Upsert = $"INSERT INTO {name} ({string.Join(", ", columns)}) VALUES ({string.Join(", ", columns.Select(_ => "?"))}) "
            + $"ON CONFLICT ({keyList}) DO {onConflict}";
        Delete = $"DELETE FROM {name} WHERE {string.Join(" AND ", key.Select(k => k + " = ?"))}";
        SelectOne = $"SELECT {string.Join(", ", columns)} FROM {name} WHERE {string.Join(" AND ", key.Select(k => k + " = ?"))}";
        Select = $"SELECT {string.Join(", ", columns)} FROM {name}";
        OrderBy = $" ORDER BY {keyList}";
    }

    public string Create { get; }

    public string Upsert { get; }

    public string Delete { get; }

    /// <summary>The row of a key.</summary>
    public string SelectOne { get; }

    public string Select { get; }

    public string OrderBy { get; }

    public static TableSql Of(TableSchema table) => Known.GetOrAdd(table, static t => new TableSql(t));

    public static string Quote(string name) => "\"" + name.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    public static string TypeOf(ColumnType type) => type switch
    {
        ColumnType.Integer => "INTEGER",
        ColumnType.Bytes => "BLOB",
        _ => "TEXT",
    };
}
