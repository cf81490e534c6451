using Sluice.Cli.Ingest;
using Sluice.Engine.Outputs;

namespace Sluice.Cli.Rendering.Views;

/// <summary>What was appended, a row a file.</summary>
internal sealed class IngestView(IReadOnlyList<IngestedFile> files)
    : View(Schema, [.. files.Select(f => new object?[] { f.Topic, f.Path, f.Records, f.Bytes })])
{
    private static readonly TableSchema Schema = new(
        "ingested",
        KeyColumns: 2,
        Outbox: false,
        new("topic", ColumnType.Text),
        new("file", ColumnType.Text),
        new("records", ColumnType.Integer),
        new("bytes", ColumnType.Integer));

    protected override TextTable ToText(Terminal terminal)
    {
        var text = new TextTable(new("topic"), new("file", ShrinksTo: 16), new("records", Right: true), new("size", Right: true, Drop: 1));
        foreach (var file in files)
        {
            text.Add(file.Topic, file.Path, Amounts.Count(file.Records), Amounts.Bytes(file.Bytes));
        }

        return text;
    }
}
