using System.Text.Json;

namespace Sluice.Oracle.Shapes;

/// <summary>Reads fields of objects that have passed their shape: nothing here can fail any more.</summary>
internal static class Reading
{
    public static string Text(this JsonElement value, string name) => value.GetProperty(name).GetString()!;

    /// <summary>Null when absent, null or empty.</summary>
    public static string? TextOrNull(this JsonElement value, string name) =>
        value.Present(name) is { } field && field.GetString() is { Length: > 0 } text ? text : null;

    public static decimal? NumberOrNull(this JsonElement value, string name) =>
        value.Present(name) is { } field ? Numbers.Read(field) : null;

    public static long? WholeOrNull(this JsonElement value, string name) => (long?)value.NumberOrNull(name);

    public static bool Flag(this JsonElement value, string name) => value.Present(name) is { } field && field.GetBoolean();

    public static DateOnly? DateOrNull(this JsonElement value, string name)
    {
        if (value.Present(name) is not { } field)
            return null;
        Times.TryDate(field.GetString(), out var date);
        return date;
    }

    /// <summary>UTC ticks of an instant.</summary>
    public static long Instant(this JsonElement value, string name)
    {
        Times.TryInstant(value.Text(name), out var ticks);
        return ticks;
    }

    public static JsonElement? Present(this JsonElement value, string name) =>
        value.TryGetProperty(name, out var field) && field.ValueKind != JsonValueKind.Null ? field : null;
}
