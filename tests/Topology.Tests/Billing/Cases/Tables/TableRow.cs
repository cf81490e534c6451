namespace Sluice.Topology.Tests.Billing.Cases.Tables;

/// <summary>A row of a Markdown table, read by column name.</summary>
/// <param name="Line">Where it stands in its file, from 1.</param>
internal sealed record TableRow(int Line, IReadOnlyDictionary<string, string> Cells)
{
    /// <summary>The text of a column that every row fills.</summary>
    public string this[string column] => Optional(column) ?? throw new FormatException($"line {Line} leaves \"{column}\" empty");

    /// <summary>The text of a column; null where it is empty, – or not there.</summary>
    public string? Optional(string column) => Cells.TryGetValue(column, out var text) && text is not ("" or "–") ? text : null;

    /// <summary>The parts of a cell, divided by semicolons or line breaks.</summary>
    public string[] List(string column) =>
        (Optional(column) ?? "").Split([";", "<br>"], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
