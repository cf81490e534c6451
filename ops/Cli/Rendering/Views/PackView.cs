using Sluice.Cli.Pack;
using Sluice.Engine.Outputs;

namespace Sluice.Cli.Rendering.Views;

/// <summary>The files of a pack.</summary>
internal sealed class PackView(IReadOnlyList<PackFile> files) : View(Schema, [.. files.Select(f => new object?[] { f.Path, f.Bytes, f.Sha256 })])
{
    private static readonly TableSchema Schema = new(
        "pack",
        KeyColumns: 1,
        Outbox: false,
        new("file", ColumnType.Text),
        new("bytes", ColumnType.Integer),
        new("sha256", ColumnType.Text));

    protected override TextTable ToText(Terminal terminal)
    {
        var text = new TextTable(new("file", ShrinksTo: 16), new("size", Right: true), new("sha256", Drop: 1));
        foreach (var file in files)
        {
            text.Add(file.Path, Amounts.Bytes(file.Bytes), new Cell(file.Sha256, Tone.Muted));
        }

        return text;
    }
}
