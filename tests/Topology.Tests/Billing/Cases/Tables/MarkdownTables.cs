namespace Sluice.Topology.Tests.Billing.Cases.Tables;

/// <summary>The tables of a Markdown text. Strict: a row with a cell too many or too few is an error, not a row less.</summary>
internal static class MarkdownTables
{
    /// <summary>All rows of the tables whose first column has the name, in order.</summary>
    /// <exception cref="FormatException">A table without its ruler, or a row unlike its header.</exception>
    public static IReadOnlyList<TableRow> Rows(string text, string firstColumn)
    {
        List<TableRow> rows = [];
        string[]? header = null;
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (!lines[i].StartsWith('|'))
            {
                header = null;
                continue;
            }

            var cells = Cells(lines[i], i);
            if (header is null)
            {
                header = cells;
                i++;
                if (i == lines.Length || !lines[i].StartsWith("|--", StringComparison.Ordinal))
                    throw new FormatException($"line {i} is a table header without a ruler below");
            }
            else if (cells.Length != header.Length)
            {
                throw new FormatException($"line {i + 1} has {cells.Length} cells, its header {header.Length}");
            }
            else if (header[0] == firstColumn)
            {
                rows.Add(new(i + 1, header.Zip(cells).ToDictionary(cell => cell.First, cell => cell.Second, StringComparer.Ordinal)));
            }
        }

        return rows;
    }

    private static string[] Cells(string line, int at) => line.EndsWith('|')
        ? [.. line[1..^1].Split('|').Select(cell => cell.Trim())]
        : throw new FormatException($"line {at + 1} does not end with |");
}
