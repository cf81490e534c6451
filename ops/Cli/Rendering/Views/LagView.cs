using Sluice.Cli.Reading;

namespace Sluice.Cli.Rendering.Views;

/// <summary>How far every shard is behind the log.</summary>
internal sealed class LagView(IReadOnlyList<object?[]> rows) : View(LagReport.Table, rows)
{
    protected override TextTable ToText(Terminal terminal)
    {
        var text = new TextTable(
            new("shard", Right: true), new("topic", ShrinksTo: 12), new("committed", Right: true), new("end", Right: true), new("lag", Right: true),
            new("epoch", Right: true, Drop: 1), new("records", Right: true), new("duplicates", Right: true, Drop: 3), new("dead letters", Right: true, Drop: 2));
        long? shard = null;
        foreach (var row in Rows)
        {
            var first = shard != Value<long>(row, "shard");
            shard = Value<long>(row, "shard");
            string OfShard(string column) => first ? Number(row, column) : "";
            var lag = Value<long>(row, "lag");
            text.Add(
                OfShard("shard"),
                new Cell(Value<string>(row, "topic"), Value<string>(row, "kind") == "reference" ? Tone.Muted : Tone.Plain),
                Number(row, "committed"),
                Number(row, "end"),
                new Cell(Amounts.Count(lag), lag > 0 ? Tone.Warning : Tone.Good),
                OfShard("epoch"),
                OfShard("records"),
                OfShard("duplicates"),
                OfShard("dead_letters"));
        }

        return text;
    }

    private string Number(object?[] row, string column) => Amounts.Count(Value<long>(row, column));
}
