using System.Text;

namespace Sluice.Cli.Rendering;

/// <summary>A table for people: muted headers, numbers at the right, never wider than the terminal where it can help it.</summary>
internal sealed class TextTable(params TextColumn[] columns)
{
    private const string Gap = "  ";

    private readonly List<Cell[]> _rows = [];
    private Cell[]? _footer;

    public int Count => _rows.Count;

    public void Add(params Cell[] cells) => _rows.Add(Cleaned(cells));

    /// <summary>A last row, set apart: totals.</summary>
    public void Footer(params Cell[] cells) => _footer = Cleaned(cells);

    public void WriteTo(TextWriter target, Terminal terminal, string indent = "", bool header = true)
    {
        var shown = Enumerable.Range(0, columns.Length).Where(i => columns[i].Header.Length > 0 || All().Any(r => r[i].Text.Length > 0)).ToList();
        var widths = columns.Select((c, i) => All().Select(r => DisplayText.Width(r[i].Text)).Append(c.Header.Length).Max()).ToArray();
        Fit(shown, widths, terminal.Width - indent.Length);
        if (header)
        {
            Write(target, terminal, indent, shown, widths, [.. columns.Select(c => new Cell(c.Header, Tone.Muted))]);
        }

        foreach (var row in _rows)
        {
            Write(target, terminal, indent, shown, widths, row);
        }

        if (_footer is not null)
        {
            target.WriteLine(indent + terminal.Paint(new string('─', Total(shown, widths)), Tone.Muted));
            Write(target, terminal, indent, shown, widths, _footer);
        }
    }

    private IEnumerable<Cell[]> All() => _footer is null ? _rows : _rows.Append(_footer);

    /// <summary>Cuts what may be cut; where that is not enough drops a column, and tries again.</summary>
    private void Fit(List<int> shown, int[] natural, int room)
    {
        var droppable = new Queue<int>(shown.Where(i => columns[i].Drop > 0).OrderBy(i => columns[i].Drop));
        var widths = (int[])natural.Clone();
        for (Shrink(shown, widths, room); Total(shown, widths) > room && droppable.TryDequeue(out var column); Shrink(shown, widths, room))
        {
            shown.Remove(column);
            natural.CopyTo(widths, 0);
        }

        widths.CopyTo(natural, 0);
    }

    private void Shrink(List<int> shown, int[] widths, int room)
    {
        var excess = Total(shown, widths) - room;
        while (excess > 0)
        {
            var widest = shown.Where(i => columns[i].ShrinksTo > 0 && widths[i] > columns[i].ShrinksTo).OrderByDescending(i => widths[i]).FirstOrDefault(-1);
            if (widest < 0)
            {
                return;
            }

            widths[widest]--;
            excess--;
        }
    }

    private static int Total(List<int> shown, int[] widths) => shown.Sum(i => widths[i]) + (Gap.Length * Math.Max(0, shown.Count - 1));

    private void Write(TextWriter target, Terminal terminal, string indent, List<int> shown, int[] widths, Cell[] cells)
    {
        var lines = cells.Select((cell, i) => Lines(cell.Text, columns[i], widths[i])).ToArray();
        for (var l = 0; l < shown.Max(i => lines[i].Count); l++)
        {
            var line = new StringBuilder(indent);
            foreach (var i in shown)
            {
                var text = l < lines[i].Count ? lines[i][l] : "";
                var padding = new string(' ', Math.Max(0, widths[i] - DisplayText.Width(text)));
                var painted = terminal.Paint(text, cells[i].Tone);
                line.Append(i == shown[0] ? "" : Gap).Append(columns[i].Right ? padding + painted : painted + padding);
            }

            target.WriteLine(line.ToString().TrimEnd());
        }
    }

    private static IReadOnlyList<string> Lines(string text, TextColumn column, int width) =>
        column.Wraps ? DisplayText.Wrap(text, width) : [DisplayText.Fit(text, width)];

    /// <summary>Cells that are left out at the end are empty.</summary>
    private Cell[] Cleaned(Cell[] cells) =>
        [.. cells.Select(c => c with { Text = DisplayText.Clean(c.Text) }), .. Enumerable.Repeat((Cell)"", columns.Length - cells.Length)];
}
