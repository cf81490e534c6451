using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Sluice.Engine.Outputs;

namespace Sluice.Cli.Rendering;

/// <summary>Rows for programs: the contract's column names, numbers with all their digits.</summary>
internal static class RowWriter
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes to stdout in a format that is for programs.</summary>
    /// <param name="allColumns">Also those that are left out unless asked for.</param>
    public static void Write(OutputFormat format, TableSchema table, IReadOnlyList<object?[]> rows, bool allColumns = false)
    {
        if (!allColumns)
        {
            (table, rows) = WithoutOnRequest(table, rows);
        }

        if (format == OutputFormat.Csv)
        {
            Csv(Console.Out, table, rows);
            return;
        }

        using var stdout = Console.OpenStandardOutput();
        Json(stdout, table, rows);
    }

    /// <summary>A JSON array, one object a line; <c>[]</c> where there are none.</summary>
    public static void Json(Stream target, TableSchema table, IReadOnlyList<object?[]> rows)
    {
        target.Write("["u8);
        using var json = new Utf8JsonWriter(target, Options);
        for (var i = 0; i < rows.Count; i++)
        {
            target.Write(i == 0 ? "\n"u8 : ",\n"u8);
            RowJson.Write(json, table.Columns, rows[i]);
            json.Flush();
            json.Reset();
        }

        target.Write(rows.Count == 0 ? "]\n"u8 : "\n]\n"u8);
        target.Flush();
    }

    /// <summary>A header line, then a line a row, after RFC 4180 but for plain line feeds.</summary>
    public static void Csv(TextWriter target, TableSchema table, IReadOnlyList<object?[]> rows)
    {
        target.Write(string.Join(',', table.Columns.Select(c => Quoted(c.Name))) + "\n");
        foreach (var row in rows)
        {
            target.Write(string.Join(',', row.Select(value => Quoted(Text(value)))) + "\n");
        }

        target.Flush();
    }

    private static (TableSchema Table, IReadOnlyList<object?[]> Rows) WithoutOnRequest(TableSchema table, IReadOnlyList<object?[]> rows)
    {
        int[] kept = [.. Enumerable.Range(0, table.Columns.Length).Where(i => !table.Columns[i].OnRequest)];
        return kept.Length == table.Columns.Length
            ? (table, rows)
            : (table with { Columns = [.. kept.Select(i => table.Columns[i])] }, [.. rows.Select(row => kept.Select(i => row[i]).ToArray())]);
    }

    /// <summary>A value as it stands in CSV, before quoting.</summary>
    public static string Text(object? value) => value switch
    {
        null => "",
        byte[] bytes => Encoding.UTF8.GetString(bytes),
        DateTimeOffset at => at.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFZ", CultureInfo.InvariantCulture),
        bool flag => flag ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    private static string Quoted(string text) => text.AsSpan().IndexOfAny(",\"\r\n") < 0
        ? text
        : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
