using System.Collections.Concurrent;
using Sluice.Engine.Outputs;

namespace Sluice.Connectors.Postgres.Store;

/// <summary>The statements of one output table, made once for each schema object. Rows and keys travel as arrays, one a column.</summary>
internal sealed class TableSql
{
    public const string RowTrigger = "append_only_rows";
    public const string TruncateTrigger = "append_only_truncate";

    private static readonly ConcurrentDictionary<TableSchema, TableSql> Known = new(ReferenceEqualityComparer.Instance);

    private TableSql(TableSchema table)
    {
        Columns = StoredColumn.Of(table);
        Key = [.. Columns.Where(c => c.Key > 0)];
        Name = StoredColumn.Quote(table.Name);
        var keyList = List(Key);
        Create = $"CREATE TABLE {Name} ({string.Join(", ", Columns.Select(c => c.Definition))}, PRIMARY KEY ({keyList})) WITH (fillfactor = 80)";

        var updates = Columns.Where(c => c.Key == 0).Select(c => $"{c.Quoted} = excluded.{c.Quoted}").ToList();
        var onConflict = updates.Count == 0 ? "NOTHING" : "UPDATE SET " + string.Join(", ", updates);
        if (table.AppendOnly && updates.Count > 0)
        {
            // An equal row is left alone; another one meets the trigger that refuses updates.
            var rest = Columns.Where(c => c.Key == 0).ToList();
            onConflict += $" WHERE ({List(rest, $"{Name}.")}) IS DISTINCT FROM ({List(rest, "excluded.")})";
        }

        var insert = $"INSERT INTO {Name} ({List(Columns)}) SELECT * FROM unnest({Parameters(Columns)}) ON CONFLICT ({keyList}) DO ";
        Upsert = insert + onConflict;
        AddMissing = insert + "NOTHING";
        Delete = $"DELETE FROM {Name} AS t USING unnest({Parameters(Key)}) AS d ({keyList}) WHERE {Matching(Key, "d")}";
        Select = $"SELECT {List(Columns, "t.")} FROM {Name} AS t";
        CreateTriggers = $"""
            DROP TRIGGER IF EXISTS {RowTrigger} ON {Name};
            CREATE TRIGGER {RowTrigger} BEFORE UPDATE OR DELETE ON {Name} FOR EACH ROW EXECUTE FUNCTION engine_refuse_change();
            DROP TRIGGER IF EXISTS {TruncateTrigger} ON {Name};
            CREATE TRIGGER {TruncateTrigger} BEFORE TRUNCATE ON {Name} FOR EACH STATEMENT EXECUTE FUNCTION engine_refuse_change();
            """;
        OrderBy = $" ORDER BY {List(Key, "t.")}";
    }

    public IReadOnlyList<StoredColumn> Columns { get; }

    public IReadOnlyList<StoredColumn> Key { get; }

    public string Name { get; }

    public string Create { get; }

    /// <summary>Makes the triggers of an append-only table, or makes them anew.</summary>
    public string CreateTriggers { get; }

    public string Upsert { get; }

    public string AddMissing { get; }

    public string Delete { get; }

    public string Select { get; }

    public string OrderBy { get; }

    public static TableSql Of(TableSchema table) => Known.GetOrAdd(table, static t => new TableSql(t));

    /// <summary>The database's columns of some of the schema's.</summary>
    public IReadOnlyList<StoredColumn> Some(IEnumerable<int> ordinals) => [.. ordinals.SelectMany(o => Columns.Where(c => c.Ordinal == o))];

    /// <summary>Rows chosen by values of some columns.</summary>
    public string SelectWhere(IReadOnlyList<StoredColumn> wanted) =>
        Select + (wanted.Count > 0 ? " WHERE " + string.Join(" AND ", wanted.Select((c, i) => $"t.{c.Quoted} = ${i + 1}")) : "") + OrderBy;

    /// <summary>Rows of many groups at once, behind each row's the number of its group from 1.</summary>
    public string SelectGroups(IReadOnlyList<StoredColumn> wanted) =>
        $"SELECT {List(Columns, "t.")}, g.ord FROM unnest({Parameters(wanted)}) WITH ORDINALITY AS g ({List(wanted)}, ord) "
        + $"JOIN {Name} AS t ON {Matching(wanted, "g")} ORDER BY g.ord, {List(Key, "t.")}";

    private static string Matching(IEnumerable<StoredColumn> columns, string other) =>
        string.Join(" AND ", columns.Select(c => $"t.{c.Quoted} = {other}.{c.Quoted}"));

    private static string Parameters(IReadOnlyCollection<StoredColumn> columns) => string.Join(", ", Enumerable.Range(1, columns.Count).Select(i => $"${i}"));

    private static string List(IEnumerable<StoredColumn> columns, string prefix = "") => string.Join(", ", columns.Select(c => prefix + c.Quoted));
}
