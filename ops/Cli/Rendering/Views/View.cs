using Sluice.Engine.Outputs;

namespace Sluice.Cli.Rendering.Views;

/// <summary>A result that lists rows: for programs as they are, for people as a table.</summary>
internal abstract class View(TableSchema table, IReadOnlyList<object?[]> rows)
{
    /// <summary>So narrow a column on request may become before others go.</summary>
    private const int OnRequestColumnsMin = 12;

    protected TableSchema Table { get; } = table;

    public IReadOnlyList<object?[]> Rows { get; } = rows;

    /// <summary>Whether the columns on request are asked for.</summary>
    public bool AllColumns { get; init; }

    /// <summary>What nothing was found for, such as <c>for month 2026-02</c>, where there would be rows without the filters; else null.</summary>
    public string? Missed { get; init; }

    /// <summary>A line above the table that a person needs to read it.</summary>
    public string? Caption { get; init; }

    /// <summary>What to say to a person when there are no rows.</summary>
    protected virtual string Nothing => "no rows yet: ./sluice ingest --dir D, then ./sluice run --until-idle";

    /// <summary>What to say when there are rows, but none that was asked for.</summary>
    protected virtual string NoneFound => "no rows";

    /// <summary>Writes to stdout.</summary>
    public void Write(OutputFormat format)
    {
        switch (format)
        {
            case OutputFormat.Table:
                WriteTable();
                break;
            default:
                RowWriter.Write(format, Table, Rows, AllColumns);
                break;
        }
    }

    /// <summary>The table alone, for a person.</summary>
    public virtual void WriteText(TextWriter target, Terminal terminal, string indent = "") => ToText(terminal).WriteTo(target, terminal, indent);

    protected abstract TextTable ToText(Terminal terminal);

    protected T Value<T>(object?[] row, string column) => (T)row[Table.Ordinal(column)]!;

    /// <summary>The columns on request that a table shows at its right; none where they are not asked for.</summary>
    protected IEnumerable<TextColumn> Extras() => OnRequest().Select(i => new TextColumn(Table.Columns[i].Name, ShrinksTo: OnRequestColumnsMin, Wraps: true));

    /// <summary>The row's cells in <see cref="Extras()"/>.</summary>
    protected IEnumerable<Cell> Extras(object?[] row) => OnRequest().Select(i => new Cell(Readable((string?)row[i] ?? ""), Tone.Muted));

    /// <summary>JSON without the signs that only a program needs, so that it also breaks where a sentence would.</summary>
    private static string Readable(string json) => (json is ['{', .. var fields, '}'] ? fields : json)
        .Replace("\":", ": ", StringComparison.Ordinal).Replace(",\"", ", ", StringComparison.Ordinal).Replace("\"", "", StringComparison.Ordinal);

    private IEnumerable<int> OnRequest() => Enumerable.Range(0, Table.Columns.Length).Where(i => AllColumns && Table.Columns[i].OnRequest);

    private void WriteTable()
    {
        if (Rows.Count == 0)
        {
            Console.Error.WriteLine(Missed is null ? Nothing : $"{NoneFound} {DisplayText.Clean(Missed)}");
            return;
        }

        var text = new StringWriter();
        if (Caption is not null)
        {
            text.WriteLine(Terminal.Stdout.Paint(DisplayText.Fit(Caption, Terminal.Stdout.Width), Tone.Muted));
        }

        WriteText(text, Terminal.Stdout);
        Console.Out.Write(text);
    }
}
