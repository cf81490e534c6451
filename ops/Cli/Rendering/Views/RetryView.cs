using Sluice.Cli.Retry;
using Sluice.Engine.Outputs;

namespace Sluice.Cli.Rendering.Views;

/// <summary>Dead letters that were retried, and where their records lie now.</summary>
internal sealed class RetryView(IReadOnlyList<RetriedLetter> letters)
    : View(Schema, [.. letters.Select(l => new object?[] { l.Topic, l.Partition, l.Offset, l.RetriedPartition, l.RetriedOffset })])
{
    private static readonly TableSchema Schema = new(
        "retried",
        KeyColumns: 3,
        Outbox: false,
        new("topic", ColumnType.Text),
        new("partition", ColumnType.Integer),
        new("offset", ColumnType.Integer),
        new("retried_partition", ColumnType.Integer),
        new("retried_offset", ColumnType.Integer));

    protected override string Nothing => "nothing to retry";

    protected override TextTable ToText(Terminal terminal)
    {
        var text = new TextTable(new("dead letter"), new("appended as"));
        foreach (var letter in letters)
        {
            text.Add($"{letter.Topic}:{letter.Partition}:{letter.Offset}", $"{letter.Topic}:{letter.RetriedPartition}:{letter.RetriedOffset}");
        }

        return text;
    }
}
