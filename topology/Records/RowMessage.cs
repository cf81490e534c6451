using System.Text.Json;
using Sluice.Engine.Outputs;
using Sluice.Topology.Records.Scalars;
using Sluice.Topology.Records.Shapes;

namespace Sluice.Topology.Records;

/// <summary>
/// Reads back a row that was published as a message (<see cref="RowJson"/>), strictly: every column of its table and
/// nothing else, amounts with all the digits a row may have. Safe for all threads.
/// </summary>
internal static class RowMessage
{
    /// <summary>The values in the order of the columns, or null with what is wrong.</summary>
    /// <param name="later">A column that rows written before there was one lack; null for none.</param>
    public static (object?[]? Values, Rejection? Rejection) Read(TableSchema table, ReadOnlySpan<byte> payload, string? later = null)
    {
        if (PayloadRules.Check(payload) is { } unreadable)
            return (null, unreadable);
        try
        {
            using var json = JsonDocument.Parse(payload.ToArray());
            return json.RootElement.ValueKind == JsonValueKind.Object
                ? Read(table, json.RootElement, later)
                : (null, new Rejection(null, Shown(json.RootElement), "a record must be a JSON object"));
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            // Texts that no UTF-16 can hold are found out only when they are asked for.
            return (null, new Rejection(null, null, $"the message is not JSON: {broken.Message}"));
        }
    }

    private static (object?[]? Values, Rejection? Rejection) Read(TableSchema table, JsonElement row, string? later)
    {
        var values = new object?[table.Columns.Length];
        var met = new bool[values.Length];
        foreach (var field in row.EnumerateObject())
        {
            var at = Array.FindIndex(table.Columns, column => column.Name == field.Name);
            if (at < 0)
                return (null, new Rejection(field.Name, Shown(field.Value), $"{field.Name} is not a column of {table.Name}"));
            if (met[at])
                return (null, new Rejection(field.Name, Shown(field.Value), $"{field.Name} stands more than once in the record"));
            met[at] = true;
            if (!TryValue(table.Columns[at].Type, field.Value, out values[at]))
                return (null, new Rejection(field.Name, Shown(field.Value), $"{field.Name} must be {Words(table.Columns[at].Type)}, but is {Shown(field.Value)}"));
        }

        met[later is null ? 0 : table.Ordinal(later)] |= later is not null;
        var missing = Array.IndexOf(met, false);
        return missing < 0
            ? (values, null)
            : (null, new Rejection(table.Columns[missing].Name, null, $"{table.Columns[missing].Name} is required, but is missing"));
    }

    private static bool TryValue(ColumnType type, JsonElement field, out object? value)
    {
        value = null;
        switch (type, field.ValueKind)
        {
            case (_, JsonValueKind.Null):
                return true;
            case (ColumnType.Integer, JsonValueKind.Number) when field.TryGetInt64(out var number):
                value = number;
                return true;
            case (ColumnType.Amount, JsonValueKind.Number) when field.TryGetDecimal(out var amount):
                value = amount;
                return true;
            case (ColumnType.Text, JsonValueKind.String):
                value = field.GetString();
                return true;
            default:
                return false;
        }
    }

    private static string Words(ColumnType type) => type switch
    {
        ColumnType.Integer => "a whole number",
        ColumnType.Amount => "a number",
        _ => "text",
    };

    private static string Shown(JsonElement value) => Printable.Of(System.Text.Encoding.UTF8.GetBytes(value.GetRawText()));
}
