using Sluice.Engine.Outputs;

namespace Sluice.Cli.Pack;

/// <summary>A part of a close pack: rows of one table, in a file of their own.</summary>
/// <param name="File">Its file, <c>.csv</c>; made only where there are rows.</param>
/// <param name="About">What it holds, in a sentence.</param>
/// <param name="Nothing">What to say where there are no rows.</param>
internal sealed record PackSection(string File, string Title, string About, string Nothing, TableSchema Table, IReadOnlyList<object?[]> Rows)
{
    /// <summary>Columns that the summary shows; the file has all.</summary>
    public IReadOnlyList<int> Shown => [.. Enumerable.Range(0, Table.Columns.Length).Where(i => !Table.Columns[i].OnRequest)];

    /// <summary>The same without a column, in summary and file.</summary>
    public PackSection Without(string column)
    {
        var at = Table.Ordinal(column);
        return this with
        {
            Table = Table with { Columns = [.. Table.Columns.Where((_, i) => i != at)] },
            Rows = [.. Rows.Select(row => row.Where((_, i) => i != at).ToArray())],
        };
    }
}
