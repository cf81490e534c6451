using Sluice.Engine.Outputs;
using Sluice.Topology.Billing.Margin;

namespace Sluice.Cli.Rendering.Views;

/// <summary>Records that count in no total yet, quarantined ones included.</summary>
/// <param name="kind">The one kind that was asked for; null for all.</param>
internal sealed class PendingView(IReadOnlyList<object?[]> rows, string? kind = null) : View(MarginTables.PendingRecords, rows)
{
    public const string QuarantinedKind = "quarantined";

    /// <summary>All kinds, those that mend themselves first.</summary>
    public static IReadOnlyList<string> Kinds { get; } = [Notice.Pending, Notice.Held, Notice.Conflict, QuarantinedKind];

    protected override string Nothing => kind == Notice.Conflict ? "no record is in conflict" : $"no record is {kind ?? Notice.Pending}";

    protected override string NoneFound => Nothing;

    /// <summary>A quarantined record in the columns of a pending one: its month and id are not known.</summary>
    public static object?[] Quarantined(object?[] row)
    {
        var table = EngineTables.Quarantined;
        return [row[0], row[1], row[2], row[table.Ordinal("key")] ?? "", "", "", QuarantinedKind, row[table.Ordinal("reason")]];
    }

    public override void WriteText(TextWriter target, Terminal terminal, string indent = "")
    {
        base.WriteText(target, terminal, indent);
        var counts = Rows.GroupBy(r => Value<string>(r, "kind")).ToDictionary(g => g.Key, g => g.Count());
        target.WriteLine();
        foreach (var each in Kinds.Where(counts.ContainsKey))
        {
            foreach (var line in DisplayText.Wrap($"{Amounts.Count(counts[each])} {each}: {Remedy(each)}", terminal.Width - indent.Length))
            {
                target.WriteLine(indent + terminal.Paint(line, Tone.Muted));
            }
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
                new Cell(Value<string>(row, "kind"), Value<string>(row, "kind") is Notice.Pending or Notice.Held ? Tone.Warning : Tone.Bad),
                Value<string>(row, "reason"));
        }

        return text;
    }

    private static string Remedy(string kind) => kind switch
    {
        Notice.Pending => "priced as soon as what is lacking is ingested",
        Notice.Held => "beyond a limit of the client's contract; counted after a new version of the rule, or a corrected report",
        Notice.Conflict => "one revision with different contents; a higher revision decides",
        _ => "the engine failed here, a defect; ./sluice dead-letters retry after the fix",
    };
}
