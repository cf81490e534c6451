using System.Text.Encodings.Web;
using System.Text.Json;
using Sluice.Engine.Outputs;
using Sluice.Topology.Billing.Pricing;

namespace Sluice.Cli.Rendering;

/// <summary>A price as the document it would make.</summary>
internal static class PriceWriter
{
    private static readonly TableSchema Lines = new(
        "lines",
        KeyColumns: 1,
        Outbox: false,
        new("description", ColumnType.Text),
        new("units", ColumnType.Integer),
        new("unit_price", ColumnType.Amount),
        new("amount", ColumnType.Amount));

    /// <summary>Writes to stdout; CSV has the lines alone, since the total is their sum.</summary>
    public static void Write(ClientPrice price, OutputFormat format)
    {
        var rows = price.Lines.Select(l => new object?[] { l.Description, l.Units, l.UnitPrice, l.Amount }).ToList();
        switch (format)
        {
            case OutputFormat.Json:
                WriteJson(price, rows);
                break;
            case OutputFormat.Csv:
                RowWriter.Csv(Console.Out, Lines, rows);
                break;
            default:
                WriteTable(price);
                break;
        }
    }

    private static void WriteJson(ClientPrice price, List<object?[]> rows)
    {
        using var stdout = Console.OpenStandardOutput();
        using (var json = new Utf8JsonWriter(stdout, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteStartArray("lines");
            rows.ForEach(row => RowJson.Write(json, Lines.Columns, row));
            json.WriteEndArray();
            json.WriteNumber("total", price.Total);
            json.WriteString("currency", price.Currency);
            json.WriteEndObject();
        }

        stdout.Write("\n"u8);
    }

    private static void WriteTable(ClientPrice price)
    {
        var text = new TextTable(
            new("description", ShrinksTo: 24), new("units", Right: true), new("unit price", Right: true), new($"amount {price.Currency}", Right: true));
        foreach (var line in price.Lines)
        {
            text.Add(
                line.Description,
                Amounts.Count(line.Units, price.Currency),
                Amounts.Format(line.UnitPrice, price.Currency),
                Amounts.Format(line.Amount, price.Currency));
        }

        text.Footer(new Cell("total", Tone.Strong), "", "", new Cell(Amounts.Format(price.Total, price.Currency), Tone.Strong));
        text.WriteTo(Console.Out, Terminal.Stdout);
    }
}
