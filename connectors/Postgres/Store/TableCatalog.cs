using Npgsql;
using NpgsqlTypes;
using Sluice.Connectors.Postgres.Connections;

namespace Sluice.Connectors.Postgres.Store;

/// <summary>
/// What the schema has of the named tables: columns with their types and places in the key, indexes by name, and the
/// triggers that are switched on.
/// </summary>
internal sealed record TableCatalog(Dictionary<string, Dictionary<string, (string Type, int Key)>> Columns, HashSet<string> Indexes, HashSet<(string Table, string Name)> Triggers)
{
    private const string ColumnsSql = """
        SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
          coalesce(array_position(string_to_array(i.indkey::text, ' '), a.attnum::text), 0)
        FROM pg_class AS c
        JOIN pg_namespace AS n ON n.oid = c.relnamespace
        JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        LEFT JOIN pg_index AS i ON i.indrelid = c.oid AND i.indisprimary
        WHERE n.nspname = $1 AND c.relkind IN ('r', 'p') AND c.relname = ANY ($2)
        """;

    private const string IndexesSql = "SELECT indexname FROM pg_indexes WHERE schemaname = $1 AND tablename = ANY ($2)";

    private const string TriggersSql = """
        SELECT c.relname, t.tgname FROM pg_trigger AS t
        JOIN pg_class AS c ON c.oid = t.tgrelid
        JOIN pg_namespace AS n ON n.oid = c.relnamespace
        WHERE n.nspname = $1 AND c.relname = ANY ($2) AND t.tgenabled IN ('O', 'A')
        """;

    public static async ValueTask<TableCatalog> ReadAsync(NpgsqlConnection connection, string schema, string[] tables, CancellationToken cancel)
    {
        var catalog = new TableCatalog([], [], []);
        var names = new Value(tables, NpgsqlDbType.Array | NpgsqlDbType.Text);
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new Statement(ColumnsSql, schema, names).ToCommand());
        batch.BatchCommands.Add(new Statement(IndexesSql, schema, names).ToCommand());
        batch.BatchCommands.Add(new Statement(TriggersSql, schema, names).ToCommand());
        await using var reader = await batch.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            var table = reader.GetString(0);
            if (!catalog.Columns.TryGetValue(table, out var columns))
            {
                catalog.Columns.Add(table, columns = new Dictionary<string, (string, int)>(StringComparer.Ordinal));
            }

            columns.Add(reader.GetString(1), (reader.GetString(2), reader.GetInt32(3)));
        }

        await reader.NextResultAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            catalog.Indexes.Add(reader.GetString(0));
        }

        await reader.NextResultAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            catalog.Triggers.Add((reader.GetString(0), reader.GetString(1)));
        }

        return catalog;
    }
}
