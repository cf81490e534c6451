using System.Text;
using Sluice.Engine.Outputs;

namespace Sluice.Cli.Rendering.Views;

/// <summary>Records that could not be taken. Payloads are shown as text: bytes that are none become U+FFFD.</summary>
internal sealed class DeadLetterView(IReadOnlyList<object?[]> rows) : View(Readable, [.. rows.Select(ToReadable)])
{
    private static readonly int PayloadAt = EngineTables.DeadLetters.Ordinal("payload");

    private static readonly TableSchema Readable = EngineTables.DeadLetters with
    {
        Columns = [.. EngineTables.DeadLetters.Columns.Select(c => c.Type == ColumnType.Bytes ? c with { Type = ColumnType.Text } : c)],
    };

    protected override string Nothing => "no dead letters";

    protected override TextTable ToText(Terminal terminal)
    {
        var anyRetried = Rows.Any(r => r[Table.Ordinal("retried_at")] is not null);
        var text = new TextTable(
            new("id"), new("key", ShrinksTo: 6, Drop: 3), new("reason", ShrinksTo: 36, Wraps: true), new("payload", ShrinksTo: 16, Drop: 1),
            new(anyRetried ? "retried" : "", Drop: 2));
        foreach (var row in Rows)
        {
            var retried = row[Table.Ordinal("retried_at")] is DateTimeOffset at ? at.ToString("MM-dd HH:mm") : "";
            text.Add(
                $"{row[0]}:{row[1]}:{row[2]}",
                (string?)row[Table.Ordinal("key")] ?? Amounts.Missing,
                new Cell(Value<string>(row, "reason"), retried.Length > 0 ? Tone.Muted : Tone.Warning),
                new Cell(Short((string?)row[PayloadAt] ?? "", 60), Tone.Muted),
                retried);
        }

        return text;
    }

    private static string Short(string text, int columns) => DisplayText.Fit(text.Length > 4 * columns ? text[..(4 * columns)] : text, columns);

    private static object?[] ToReadable(object?[] row)
    {
        var readable = (object?[])row.Clone();
        readable[PayloadAt] = row[PayloadAt] is byte[] bytes ? Encoding.UTF8.GetString(bytes) : null;
        return readable;
    }
}
