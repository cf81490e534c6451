using Npgsql;
using Sluice.Connectors.Postgres.Connections;
using Sluice.Engine.Outputs;
using Sluice.Engine.State;

namespace Sluice.Connectors.Postgres.Store;

/// <summary>
/// Creates output tables and the triggers of append-only ones, adds the columns that their schema has grown by, and the
/// indexes that lists filter by. Where nothing is missing it only looks, so that a worker needs no right to make tables.
/// </summary>
internal sealed class TablePreparation(Sessions sessions, Transactions transactions)
{
    private static readonly string[] Reserved = ["engine_", "log_", "pg_", "schema_version"];

    /// <summary>Columns by which people look rows up, where the key does not begin with them.</summary>
    private static readonly string[] Filters = ["month", "client_id", "provider_id", "party_id", "customer_id", "owner", "payment_center", "command_id"];

    public async ValueTask RunAsync(IReadOnlyList<TableSchema> tables, CancellationToken cancel)
    {
        foreach (var table in tables)
        {
            Check(table);
        }

        var missing = await sessions.RunAsync(c => MissingAsync(c, tables, cancel), cancel);
        if (missing.Count > 0)
        {
            await transactions.RunAsync(c => ApplyAsync(c, tables, cancel), cancel);
        }
    }

    private static void Check(TableSchema table)
    {
        if (Reserved.Any(r => table.Name.StartsWith(r, StringComparison.OrdinalIgnoreCase)))
        {
            throw new StoreException($"table {table.Name} bears a name that the engine keeps for its own tables");
        }

        // As in the embedded store, where amounts are text that does not identify a number.
        if (table.Columns.Take(table.KeyColumns).FirstOrDefault(c => c.Type is ColumnType.Amount or ColumnType.ScaledSum) is { } amount)
        {
            throw new StoreException($"table {table.Name} has the amount {amount.Name} in its key: a key cannot hold one");
        }

        if (TableSql.Of(table).Columns.GroupBy(c => c.Name).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw new StoreException($"table {table.Name} has two columns {twice.Key}");
        }
    }

    private async ValueTask<bool> ApplyAsync(NpgsqlConnection connection, IReadOnlyList<TableSchema> tables, CancellationToken cancel)
    {
        await Migrator.LockAsync(connection, sessions.Schema, cancel);
        foreach (var sql in await MissingAsync(connection, tables, cancel))
        {
            await new Statement(sql).RunAsync(connection, cancel);
        }

        return true;
    }

    private async ValueTask<List<string>> MissingAsync(NpgsqlConnection connection, IReadOnlyList<TableSchema> tables, CancellationToken cancel)
    {
        var present = await TableCatalog.ReadAsync(connection, sessions.Schema, [.. tables.Select(t => t.Name)], cancel);
        return [.. tables.SelectMany(t => Missing(t, present))];
    }

    private static IEnumerable<string> Missing(TableSchema table, TableCatalog present)
    {
        var sql = TableSql.Of(table);
        if (!present.Columns.TryGetValue(table.Name, out var columns))
        {
            yield return sql.Create;
        }
        else
        {
            foreach (var added in Added(table, sql, columns))
            {
                yield return $"ALTER TABLE {sql.Name} ADD COLUMN {added.Definition}";
            }
        }

        if (table.AppendOnly && !(present.Triggers.Contains((table.Name, TableSql.RowTrigger)) && present.Triggers.Contains((table.Name, TableSql.TruncateTrigger))))
        {
            yield return sql.CreateTriggers;
        }

        foreach (var filter in Filters.Where(f => Array.FindIndex(table.Columns, c => c.Name == f) > 0))
        {
            var index = $"{table.Name}_{filter}";
            if (!present.Indexes.Contains(index))
            {
                yield return $"CREATE INDEX {StoredColumn.Quote(index)} ON {sql.Name} ({StoredColumn.Quote(filter)})";
            }
        }
    }

    private static IEnumerable<StoredColumn> Added(TableSchema table, TableSql sql, Dictionary<string, (string Type, int Key)> present)
    {
        foreach (var column in sql.Columns)
        {
            if (!present.TryGetValue(column.Name, out var found) && column.Key == 0)
            {
                yield return column;
            }
            else if (found != (column.SqlType, column.Key))
            {
                throw new StoreException($"table {table.Name} was made with another column {column.Name} or another key: migrate it first");
            }
        }

        if (present.Values.Count(p => p.Key > 0) != sql.Key.Count)
        {
            throw new StoreException($"table {table.Name} was made with another key: migrate it first");
        }
    }
}
