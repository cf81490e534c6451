using System.Globalization;
using Sluice.Connectors.Fx.Source;
using Sluice.Engine.Outputs;

namespace Sluice.Cli.Rendering.Views;

/// <summary>The files that a fetch asked for.</summary>
internal sealed class FxFetchView(IReadOnlyList<FxRoundFile> files) : View(Schema, [.. files.Select(f => new object?[]
{
    f.Name, f.Url, f.Result, (long)f.Retries, (long)f.Dates, Date(f.Newest), f.Error,
})])
{
    private static readonly TableSchema Schema = new(
        "fx_fetch",
        KeyColumns: 1,
        Outbox: false,
        new("file", ColumnType.Text),
        new("url", ColumnType.Text),
        new("result", ColumnType.Text),
        new("retries", ColumnType.Integer),
        new("dates", ColumnType.Integer),
        new("newest", ColumnType.Text),
        new("error", ColumnType.Text));

    protected override TextTable ToText(Terminal terminal)
    {
        var text = new TextTable(
            new("file"), new("result"), new("dates", Right: true), new("newest"), new("retries", Right: true, Drop: 2), new("from", ShrinksTo: 20, Drop: 1));
        foreach (var file in files)
        {
            text.Add(
                file.Name,
                new Cell(file.Result, file.Error is null ? Tone.Good : Tone.Bad),
                Amounts.Count(file.Dates),
                Date(file.Newest) ?? Amounts.Missing,
                Amounts.Count(file.Retries),
                new Cell(file.Url, Tone.Muted));
        }

        return text;
    }

    private static string? Date(DateOnly? date) => date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
