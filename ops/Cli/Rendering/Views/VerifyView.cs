using Sluice.Engine.Outputs;
using Sluice.Topology.Books.Verifying;

namespace Sluice.Cli.Rendering.Views;

/// <summary>What was checked, and what broke.</summary>
internal sealed class VerifyView(IReadOnlyList<BookCheck> checks) : View(Schema, [.. checks.Select(Row)])
{
    private static readonly TableSchema Schema = new(
        "verify",
        KeyColumns: 1,
        Outbox: false,
        new("check", ColumnType.Text),
        new("law", ColumnType.Text),
        new("checked", ColumnType.Integer),
        new("status", ColumnType.Text),
        new("breaks", ColumnType.Integer),
        new("first_break", ColumnType.Text));

    protected override TextTable ToText(Terminal terminal)
    {
        var text = new TextTable(new(""), new("check"), new("checked", Right: true), new("law", ShrinksTo: 30, Wraps: true));
        foreach (var check in checks)
        {
            text.Add(
                check.Holds ? new Cell("✓", Tone.Good) : new Cell("✗", Tone.Bad),
                new Cell(check.Name, check.Holds ? Tone.Plain : Tone.Bad),
                Amounts.Count(check.Checked),
                check.Holds ? new Cell(check.Law, Tone.Muted) : new Cell(check.Breaks[0], Tone.Bad));
        }

        return text;
    }

    private static object?[] Row(BookCheck check) =>
        [check.Name, check.Law, check.Checked, check.Holds ? "ok" : "broken", (long)check.Breaks.Count, check.Breaks.Count > 0 ? check.Breaks[0] : null];
}
