using Sluice.Topology.Books;

namespace Sluice.Cli.Rendering.Views;

/// <summary>Records that came after the books of their month were closed: they count in no total.</summary>
internal sealed class LateView(IReadOnlyList<object?[]> rows) : View(BooksTables.LateRecords, rows)
{
    protected override string Nothing => "no record is late";

    protected override string NoneFound => Nothing;

    public override void WriteText(TextWriter target, Terminal terminal, string indent = "")
    {
        base.WriteText(target, terminal, indent);
        var months = string.Join(", ", Rows.Select(r => Value<string>(r, "month")).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        target.WriteLine();
        var words = $"{Amounts.Count(Rows.Count)} late in {months}: ./sluice rerun M --include-late shows what they would change, with --apply it books it";
        foreach (var line in DisplayText.Wrap(words, terminal.Width - indent.Length))
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
            text.Add(
                Value<string>(row, "topic"),
                new Cell($"{Value<long>(row, "partition")}:{Value<long>(row, "offset")}", Tone.Muted),
                Value<string>(row, "owner"),
                Value<string>(row, "record_id"),
                Value<string>(row, "month"),
                new Cell(Value<string>(row, "kind"), Tone.Warning),
                Value<string?>(row, "reason") ?? "");
        }

        return text;
    }
}
