using Sluice.Engine.Outputs;
using Sluice.Topology.Billing.Margin;

namespace Sluice.Cli.Rendering.Views;

/// <summary>Records that count in no total yet, quarantined ones included.</summary>
internal sealed class PendingView(IReadOnlyList<object?[]> rows) : View(MarginTables.PendingRecords, rows)
{
    protected override string Nothing => "no record is pending";

    /// <summary>A quarantined record in the columns of a pending one: its month and id are not known.</summary>
    public static object?[] Quarantined(object?[] row)
    {
        var table = EngineTables.Quarantined;
        return [row[0], row[1], row[2], row[table.Ordinal("key")] ?? "", "", "", "quarantined", row[table.Ordinal("reason")]];
    }

    protected override TextTable ToText(Terminal terminal)
    {
        var text = new TextTable(
            new("topic", Drop: 2), new("at", Drop: 1), new("owner", ShrinksTo: 8), new("record", ShrinksTo: 14), new("month"), new("kind"),
            new("reason", ShrinksTo: 18, Wraps: true));
        foreach (var row in Rows)
        {
            var kind = Value<string>(row, "kind");
            text.Add(
                Value<string>(row, "topic"),
                new Cell($"{Value<long>(row, "partition")}:{Value<long>(row, "offset")}", Tone.Muted),
                Value<string>(row, "owner"),
                Value<string>(row, "record_id"),
                Value<string>(row, "month"),
                new Cell(kind, kind == "pending" ? Tone.Warning : Tone.Bad),
                Value<string>(row, "reason"));
        }

        return text;
    }
}
