using System.Text;
using System.Text.Json;
using Sluice.Topology.Records.Scalars;
using Sluice.Topology.Records.Shapes;

namespace Sluice.Topology.Records.Csv;

/// <summary>
/// Turns a row of a CSV file into the JSON message it stands for. It judges nothing: what does not fit goes on as it
/// stands, and the decoder rejects it by field and value.
/// </summary>
public static class CsvRow
{
    /// <summary>
    /// The row as a JSON object. An empty cell is an absent field. Cells of numbers, booleans (in any case, as
    /// spreadsheets write TRUE) and nested fields stand without quotes where they are valid, blanks around them trimmed;
    /// all else is a string. A column the topic lacks passes as it is named; cells beyond the last header are called
    /// <c>column_9</c> by their place; cells that are missing at the end are empty.
    /// </summary>
    public static byte[] ToJson(TopicShape shape, IReadOnlyList<string> headers, IReadOnlyList<string> cells)
    {
        var json = new StringBuilder("{");
        for (int i = 0; i < cells.Count; i++)
        {
            if (string.IsNullOrEmpty(cells[i]))
                continue;
            if (json.Length > 1)
                json.Append(',');
            string name = i < headers.Count ? headers[i].Trim() : $"column_{i + 1}";
            JsonText.AppendString(json, name);
            json.Append(':');
            int index = shape.Record.IndexOf(name);
            AppendCell(json, index < 0 ? null : shape.Record.Fields[index], cells[i]);
        }

        return Encoding.UTF8.GetBytes(json.Append('}').ToString());
    }

    private static void AppendCell(StringBuilder json, FieldShape? field, string cell)
    {
        if (field is not null && Unquoted(field, cell.Trim()) is { } value)
            json.Append(value);
        else
            JsonText.AppendString(json, cell);
    }

    /// <summary>The cell as JSON that is no string, or null where it must be one.</summary>
    private static string? Unquoted(FieldShape field, string cell)
    {
        if (field.IsNumber)
            return IsNumber(cell) ? cell : null;
        if (field.IsNested)
            return IsJson(cell) ? cell : null;
        if (field.Kind != FieldKind.Boolean)
            return null;
        if (string.Equals(cell, "true", StringComparison.OrdinalIgnoreCase))
            return "true";
        return string.Equals(cell, "false", StringComparison.OrdinalIgnoreCase) ? "false" : null;
    }

    private static bool IsNumber(string cell) =>
        NumberText.TryParse(Encoding.UTF8.GetBytes(cell), out _) != NumberFault.NotANumber;

    private static bool IsJson(string cell)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(cell));
        try
        {
            while (reader.Read())
            {
            }

            return reader.CurrentDepth == 0;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
