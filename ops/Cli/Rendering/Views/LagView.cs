using Sluice.Cli.Reading;

namespace Sluice.Cli.Rendering.Views;

/// <summary>How far every shard is behind the log; below that the reference topics, which all shards read, once.</summary>
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
            new("epoch", Right: true), new("records", Right: true), new("dups", Right: true), new("dead", Right: true));
        foreach (var row in Rows.Where(r => Value<string>(r, "kind") == "stream"))
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
                Number(row, "dead_letters"));
        }

        return text;
    }

    private TextTable References()
    {
        var text = new TextTable(new("read by all"), new("committed", Right: true), new("end", Right: true), new("lag", Right: true));
        foreach (var topic in Rows.Where(r => Value<string>(r, "kind") == "reference").GroupBy(r => (Value<string>(r, "topic"), Value<long>(r, "partition"))))
        {
            // Every shard reads it whole: the slowest one says how far it is.
            var slowest = topic.MaxBy(r => Value<long>(r, "lag"))!;
            text.Add(topic.Key.Item1, Number(slowest, "committed"), Number(slowest, "end"), Lag(Value<long>(slowest, "lag")));
        }

        return text;
    }

    private static Cell Lag(long lag) => new(Amounts.Count(lag), lag > 0 ? Tone.Warning : Tone.Good);

    private string Number(object?[] row, string column) => Amounts.Count(Value<long>(row, column));
}
