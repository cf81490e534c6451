using Sluice.Engine.Outputs;

namespace Sluice.Cli.Rendering.Views;

/// <summary>A result that lists rows: for programs as they are, for people as a table.</summary>
internal abstract class View(TableSchema table, IReadOnlyList<object?[]> rows)
{
    protected TableSchema Table { get; } = table;

    public IReadOnlyList<object?[]> Rows { get; } = rows;

    /// <summary>What to say to a person when there are no rows.</summary>
    protected virtual string Nothing => "no rows yet: ./sluice ingest --dir D, then ./sluice run --until-idle";

    /// <summary>Writes to stdout.</summary>
    public void Write(OutputFormat format)
    {
        switch (format)
        {
            case OutputFormat.Table:
                WriteTable();
                break;
            default:
                RowWriter.Write(format, Table, Rows);
                break;
        }
    }

    /// <summary>The table alone, for a person.</summary>
    public virtual void WriteText(TextWriter target, Terminal terminal, string indent = "") => ToText(terminal).WriteTo(target, terminal, indent);

    protected abstract TextTable ToText(Terminal terminal);

    protected T Value<T>(object?[] row, string column) => (T)row[Table.Ordinal(column)]!;

    private void WriteTable()
    {
        if (Rows.Count == 0)
        {
            Console.Error.WriteLine(Nothing);
            return;
        }

        var text = new StringWriter();
        WriteText(text, Terminal.Stdout);
        Console.Out.Write(text);
    }
}
