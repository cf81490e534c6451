using Sluice.Engine.Outputs;

namespace Sluice.Cli.Rendering.Views;

/// <summary>Records that count in no total, and what would let them: in the columns of <c>pending_records</c>.</summary>
internal abstract class WaitingView(TableSchema table, IReadOnlyList<object?[]> rows) : View(table, rows)
{
    protected override string NoneFound => Nothing;

    /// <summary>What a person can do about them, below the table; each from a line of its own.</summary>
    protected abstract IEnumerable<string> Remedies();

    protected abstract Tone ToneOf(string kind);

    public override void WriteText(TextWriter target, Terminal terminal, string indent = "")
    {
        base.WriteText(target, terminal, indent);
        target.WriteLine();
        foreach (var line in Remedies().SelectMany(words => DisplayText.Wrap(words, terminal.Width - indent.Length)))
        {
            target.WriteLine(indent + terminal.Paint(line, Tone.Muted));
        }
    }

    protected override TextTable ToText(Terminal terminal)
    {
        var text = new TextTable(
            new("topic", Drop: 2), new("at", Drop: 1), new("owner", ShrinksTo: 8), new("record", ShrinksTo: 14), new("month"), new("kind"),
            new("reason", ShrinksTo: 30, Wraps: true));
        foreach (var row in Rows)
        {
            var kind = Value<string>(row, "kind");
            text.Add(
                Value<string>(row, "topic"),
                new Cell($"{Value<long>(row, "partition")}:{Value<long>(row, "offset")}", Tone.Muted),
                Value<string>(row, "owner"),
                Value<string>(row, "record_id"),
                Value<string>(row, "month"),
                new Cell(kind, ToneOf(kind)),
                Value<string?>(row, "reason") ?? "");
        }

        return text;
    }
}
