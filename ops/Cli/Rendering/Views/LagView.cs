using Sluice.Cli.Reading;

namespace Sluice.Cli.Rendering.Views;

/// <summary>
/// How far every shard is behind the log; below that the reference topics, which every shard reads whole. A shard's
/// position in those moves only when all that lies before it is worked in, so a lag there means: on its way.
/// </summary>
internal sealed class LagView(IReadOnlyList<object?[]> rows) : View(LagReport.Table, rows)
{
    public override void WriteText(TextWriter target, Terminal terminal, string indent = "")
    {
        base.WriteText(target, terminal, indent);
        var references = References();
        if (references.Count > 0)
        {
            target.WriteLine();
            references.WriteTo(target, terminal, indent);
        }
    }

    protected override TextTable ToText(Terminal terminal)
    {
        var text = new TextTable(
            new("shard", Right: true), new("topic"), new("committed", Right: true), new("end", Right: true), new("lag", Right: true),
            new("epoch", Right: true, Drop: 1), new("records", Right: true), new("dups", Right: true), new("dead", Right: true),
            new("", ShrinksTo: 14, Wraps: true));
        var behind = Of("reference").GroupBy(Shard).ToDictionary(g => g.Key, g => g.Sum(r => Value<long>(r, "lag")));
        foreach (var row in Of("stream").Concat(Of(LagReport.UnreadKind)))
        {
            text.Add(
                Number(row, "shard"),
                Value<string>(row, "topic"),
                Number(row, "committed"),
                Number(row, "end"),
                Lag(Value<long>(row, "lag")),
                Number(row, "epoch"),
                Number(row, "records"),
                Number(row, "duplicates"),
                Number(row, "dead_letters"),
                Value<string>(row, "kind") == LagReport.UnreadKind ? new Cell("nobody reads this partition", Tone.Warning)
                : behind.GetValueOrDefault(Shard(row)) is > 0 and var lag ? new Cell(Newer(lag), Tone.Warning) : "");
        }

        return text;
    }

    /// <summary>A row for all shards that have reached the same position: mostly one a topic.</summary>
    private TextTable References()
    {
        var text = new TextTable(new("read by all"), new("shards"), new("committed", Right: true), new("end", Right: true), new("lag", Right: true));
        var shards = Of("reference").Select(Shard).Distinct().Count();
        foreach (var topic in Of("reference").GroupBy(r => (Value<string>(r, "topic"), Value<long>(r, "partition"))))
        {
            foreach (var level in topic.GroupBy(r => Value<long>(r, "committed")).OrderByDescending(g => g.Key))
            {
                var row = level.First();
                var who = level.Count() == shards ? "all" : string.Join(", ", level.Select(Shard).Order());
                text.Add(topic.Key.Item1, who, Number(row, "committed"), Number(row, "end"), Lag(Value<long>(row, "lag")));
            }
        }

        return text;
    }

    private static string Newer(long records) => $"{Amounts.Count(records)} newer reference {(records == 1 ? "record" : "records")} to work in";

    private static Cell Lag(long lag) => new(Amounts.Count(lag), lag > 0 ? Tone.Warning : Tone.Good);

    private IEnumerable<object?[]> Of(string kind) => Rows.Where(r => Value<string>(r, "kind") == kind);

    private long Shard(object?[] row) => Value<long>(row, "shard");

    private string Number(object?[] row, string column) => Amounts.Count(Value<long>(row, column));
}
