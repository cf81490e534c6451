using System.Text.Json;

namespace Sluice.Oracle.Shapes;

/// <summary>The checks of single values.</summary>
internal static class Checks
{
    public static string? Text(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String)
            return "is not a string";
        return value.GetString()!.Length == 0 ? "is empty" : null;
    }

    /// <summary>A text that may be empty, which means absent.</summary>
    public static string? OptionalText(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String)
            return "is not a string";
        _ = value.GetString();
        return null;
    }

    public static string? Flag(JsonElement value) =>
        value.ValueKind is JsonValueKind.True or JsonValueKind.False ? null : "is not true or false";

    public static string? Date(JsonElement value) =>
        value.ValueKind == JsonValueKind.String && Times.TryDate(value.GetString()!, out _) ? null : "is not a date";

    public static string? Instant(JsonElement value) =>
        value.ValueKind == JsonValueKind.String && Times.TryInstant(value.GetString()!, out _) ? null : "is not an instant";

    public static string? Currency(JsonElement value) =>
        value.ValueKind == JsonValueKind.String && Currencies.IsKnown(value.GetString()!) ? null : "is not a known currency";

    public static Check OneOf(params string[] choices) => value =>
        value.ValueKind == JsonValueKind.String && choices.Contains(value.GetString(), StringComparer.Ordinal)
            ? null
            : "is none of " + string.Join(", ", choices);

    /// <summary>An amount or price; only ledgers and recognitions go below zero, and they are not read here.</summary>
    public static string? Amount(JsonElement value) =>
        Numbers.Fault(value) ?? (Numbers.Read(value) < 0 ? "is negative" : null);

    /// <summary>A number above zero.</summary>
    public static string? Positive(JsonElement value) =>
        Numbers.Fault(value) ?? (Numbers.Read(value) <= 0 ? "is not above zero" : null);

    /// <summary>A whole number not below <paramref name="least"/>; 300.0 is the whole number 300.</summary>
    public static Check Whole(long least) => value =>
    {
        if (Numbers.Fault(value) is { } fault)
            return fault;
        var number = Numbers.Read(value);
        if (number != decimal.Truncate(number))
            return "is not a whole number";
        return number < least ? $"is below {least}" : null;
    };

    public static Check Object(Shape shape) => shape.Fault;

    /// <summary>A non-empty array, each of whose elements has the shape.</summary>
    public static Check ArrayOf(Shape shape) => value =>
    {
        if (value.ValueKind != JsonValueKind.Array)
            return "is not an array";
        if (value.GetArrayLength() == 0)
            return "is empty";
        return value.EnumerateArray().Select(shape.Fault).FirstOrDefault(fault => fault is not null);
    };
}
