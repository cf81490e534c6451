using Npgsql;
using Sluice.Connectors.Postgres.Connections;
using Sluice.Engine.Outputs;

namespace Sluice.Connectors.Postgres.Store;

/// <summary>Reads the rows of a table in the order of their key.</summary>
internal static class RowReader
{
    public static async ValueTask<List<object?[]>> ReadAsync(
        NpgsqlConnection connection, TableSchema table, IReadOnlyList<(string Column, object Value)> where, CancellationToken cancel)
    {
        var sql = TableSql.Of(table);
        var wanted = where.SelectMany(w => sql.Some([table.Ordinal(w.Column)]).Select(c => (Column: c, w.Value))).ToList();
        var statement = new Statement(
            sql.SelectWhere(wanted.ConvertAll(w => w.Column)), [.. wanted.Select(w => ValueCodec.One(table, w.Column, w.Value))]);
        await using var command = statement.On(connection);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var rows = new List<object?[]>();
        while (await reader.ReadAsync(cancel))
        {
            rows.Add(ValueCodec.Read(reader, table, sql.Columns));
        }

        return rows;
    }

    /// <summary>Adds to <paramref name="found"/> a list for each group.</summary>
    public static async ValueTask<bool> ReadGroupsAsync(
        NpgsqlConnection connection,
        TableSchema table,
        IReadOnlyList<string> columns,
        IReadOnlyList<object?[]> groups,
        List<IReadOnlyList<object?[]>> found,
        CancellationToken cancel)
    {
        var sql = TableSql.Of(table);
        var ordinals = columns.Select(table.Ordinal).ToList();
        var rows = groups.Select(g => Spread(table, ordinals, g)).ToList();
        var wanted = sql.Some(ordinals);
        var statement = new Statement(sql.SelectGroups(wanted), [.. wanted.Select(c => ValueCodec.Column(table, c with { Key = 0 }, rows))]);
        var lists = groups.Select(_ => new List<object?[]>()).ToList();
        await using (var command = statement.On(connection))
        {
            await using var reader = await command.ExecuteReaderAsync(cancel);
            while (await reader.ReadAsync(cancel))
            {
                lists[(int)reader.GetInt64(sql.Columns.Count) - 1].Add(ValueCodec.Read(reader, table, sql.Columns));
            }
        }

        found.AddRange(lists);
        return true;
    }

    /// <summary>A group's values where a row has them.</summary>
    private static object?[] Spread(TableSchema table, List<int> ordinals, object?[] group)
    {
        var row = new object?[table.Columns.Length];
        for (var i = 0; i < ordinals.Count; i++)
        {
            row[ordinals[i]] = group[i];
        }

        return row;
    }
}
