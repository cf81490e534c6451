using Sluice.Engine.Control;
using Sluice.Engine.Outputs;

namespace Sluice.Cli.Rendering.Views;

/// <summary>What was asked of the engine, by whom, and what became of it.</summary>
internal sealed class CommandsView(IReadOnlyList<object?[]> rows) : View(EngineTables.Commands, rows)
{
    protected override string Nothing => "no commands yet: ./sluice close M is one";

    protected override TextTable ToText(Terminal terminal)
    {
        var text = new TextTable(
            new("command", Drop: 3), new("type"), new("status"), new("progress", ShrinksTo: 10, Drop: 2), new("by", ShrinksTo: 6), new("issued"),
            new("ended", Drop: 1), new("reason", ShrinksTo: 24, Wraps: true));
        foreach (var row in Rows)
        {
            var status = Value<string>(row, "status");
            text.Add(
                Value<string>(row, "command_id"),
                Value<string>(row, "type"),
                new Cell(status, ToneOf(status)),
                new Cell(CommandStatus.HasEnded(status) ? "" : Value<string?>(row, "progress") ?? "", Tone.Muted),
                Value<string?>(row, "requested_by") ?? Amounts.Missing,
                At(row, "issued_at"),
                At(row, "ended_at"),
                Value<string?>(row, "reason") ?? "");
        }

        return text;
    }

    private string At(object?[] row, string column) => Value<DateTimeOffset?>(row, column) is { } at ? RuleWords.Instant(at) : "";

    private static Tone ToneOf(string status) => status switch
    {
        CommandStatus.Done => Tone.Good,
        CommandStatus.Refused or CommandStatus.Failed => Tone.Bad,
        CommandStatus.Cancelled => Tone.Muted,
        _ => Tone.Accent,
    };
}
