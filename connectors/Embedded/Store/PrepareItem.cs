using Sluice.Connectors.Embedded.Sqlite;
using Sluice.Engine.Outputs;
using Sluice.Engine.State;

namespace Sluice.Connectors.Embedded.Store;

/// <summary>Creates output tables and the triggers of append-only ones, and adds the columns that their schema has grown by.</summary>
internal sealed class PrepareItem(IReadOnlyList<TableSchema> tables, CancellationToken cancel) : StoreItem<bool>(cancel)
{
    private static readonly string[] Reserved = ["log_", "engine_", "sqlite_", "schema_version"];

    public override void Apply(Connection connection)
    {
        foreach (var table in tables)
        {
            Check(table);
            connection.Execute(TableSql.Of(table).Create);
            Extend(connection, table);
            if (table.AppendOnly)
            {
                AppendOnlyTriggers.Create(connection, table);
            }
        }
    }

    private static void Check(TableSchema table)
    {
        if (Reserved.Any(r => table.Name.StartsWith(r, StringComparison.OrdinalIgnoreCase)))
        {
            throw new StoreException($"table {table.Name} bears a name that the engine keeps for its own tables");
        }

        // Amounts are kept as text, which neither orders nor identifies them: 1.5 and 1.50 would be two keys.
        if (table.Columns.Take(table.KeyColumns).FirstOrDefault(c => c.Type is ColumnType.Amount or ColumnType.ScaledSum) is { } amount)
        {
            throw new StoreException($"table {table.Name} has the amount {amount.Name} in its key: a key cannot hold one");
        }
    }

    private static void Extend(Connection connection, TableSchema table)
    {
        var present = Present(connection, table);
        foreach (var (column, index) in table.Columns.Select((c, i) => (c, i)))
        {
            var key = index < table.KeyColumns ? index + 1 : 0;
            if (!present.TryGetValue(column.Name, out var found) && key == 0)
            {
                connection.Execute($"ALTER TABLE {TableSql.Quote(table.Name)} ADD COLUMN {TableSql.Quote(column.Name)} {TableSql.TypeOf(column.Type)}");
            }
            else if (found != (TableSql.TypeOf(column.Type), key))
            {
                throw new StoreException($"table {table.Name} was made with another column {column.Name} or another key: migrate it first");
            }
        }

        if (present.Values.Count(p => p.Key > 0) != table.KeyColumns)
        {
            throw new StoreException($"table {table.Name} was made with another key: migrate it first");
        }
    }

    private static Dictionary<string, (string Type, int Key)> Present(Connection connection, TableSchema table)
    {
        var present = new Dictionary<string, (string, int)>(StringComparer.Ordinal);
        using var query = connection.Prepare("SELECT name, type, pk FROM pragma_table_info(?)");
        query.Bind(1, table.Name);
        while (query.Step())
        {
            present.Add(query.Text(0), (query.Text(1), (int)query.Integer(2)));
        }

        return present;
    }
}
