using Sluice.Engine.Outputs;

namespace Sluice.Connectors.Postgres.Store;

/// <summary>Which part of a value a column of the database holds.</summary>
internal enum Part
{
    /// <summary>All of it; of an instant its microseconds.</summary>
    Whole,

    /// <summary>Of an instant the steps of 100 ns past the microsecond, which timestamptz does not know: 0 to 9.</summary>
    Steps,
}

/// <summary>A column in the database. An instant has two, so that it is a timestamptz for SQL and yet exact.</summary>
/// <param name="Ordinal">The column of the schema it belongs to.</param>
/// <param name="Key">Its place in the key, from 1; 0 outside.</param>
internal sealed record StoredColumn(string Name, int Ordinal, ColumnType Type, Part Part, int Key)
{
    public const string StepsSuffix = "_100ns";

    public string Quoted => Quote(Name);

    /// <summary>The type as PostgreSQL's catalog names it.</summary>
    public string SqlType => (Type, Part) switch
    {
        (_, Part.Steps) => "smallint",
        (ColumnType.Integer, _) => "bigint",
        (ColumnType.Amount or ColumnType.ScaledSum, _) => "numeric",
        (ColumnType.Instant, _) => "timestamp with time zone",
        (ColumnType.Bytes, _) => "bytea",
        _ => "text",
    };

    /// <summary>Text orders by its bytes, whatever the database's own language.</summary>
    public string Definition => $"{Quoted} {SqlType}{(Type == ColumnType.Text ? " COLLATE \"C\"" : "")}{(Key > 0 ? " NOT NULL" : "")}";

    public static IReadOnlyList<StoredColumn> Of(TableSchema table)
    {
        var columns = new List<StoredColumn>();
        var key = 0;
        for (var i = 0; i < table.Columns.Length; i++)
        {
            var (name, type, keyed) = (table.Columns[i].Name, table.Columns[i].Type, i < table.KeyColumns);
            columns.Add(new StoredColumn(name, i, type, Part.Whole, keyed ? ++key : 0));
            if (type == ColumnType.Instant)
            {
                columns.Add(new StoredColumn(name + StepsSuffix, i, type, Part.Steps, keyed ? ++key : 0));
            }
        }

        return columns;
    }

    public static string Quote(string name) => "\"" + name.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
}
