using Npgsql;
using Sluice.Connectors.Postgres.Connections;
using Sluice.Connectors.Postgres.Store;
using Sluice.Engine.Outputs;

namespace Sluice.Connectors.Postgres.Reading;

/// <summary>Looks whether the triggers of append-only tables are there and enabled.</summary>
internal static class TriggerCheck
{
    private const int TriggersOfTable = 2;

    /// <summary>Enabled for ordinary sessions, and calling the function that refuses.</summary>
    private const string Query = $"""
        SELECT c.relname::text, (SELECT count(*) FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
            WHERE t.tgrelid = c.oid AND t.tgenabled IN ('O', 'A') AND p.proname = 'engine_refuse_change'
                AND t.tgname IN ('{TableSql.RowTrigger}', '{TableSql.TruncateTrigger}'))
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = $1 AND c.relkind IN ('r', 'p')
        """;

    public static async ValueTask<IReadOnlyList<string>> UnguardedAsync(
        NpgsqlConnection connection, string schema, IReadOnlyList<TableSchema> appendOnly, CancellationToken cancel)
    {
        var names = appendOnly.Select(table => table.Name).ToHashSet(StringComparer.Ordinal);
        List<string> unguarded = [];
        await using var command = new Statement(Query, schema).On(connection);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            if (names.Contains(reader.GetString(0)) && reader.GetInt64(1) < TriggersOfTable)
            {
                unguarded.Add(reader.GetString(0));
            }
        }

        return unguarded;
    }
}
