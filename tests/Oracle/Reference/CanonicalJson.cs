using System.Globalization;
using System.Text;
using System.Text.Json;
using Sluice.Oracle.Shapes;

namespace Sluice.Oracle.Reference;

/// <summary>One spelling for equal contents: keys sorted, nulls left out, numbers without trailing zeros.</summary>
/// <remarks>recorded_at is left out: the spelling decides only between records whose recorded_at is one instant.</remarks>
internal static class CanonicalJson
{
    public static string Of(JsonElement value)
    {
        var text = new StringBuilder();
        Write(text, value);
        return text.ToString();
    }

    private static void Write(StringBuilder text, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                var fields = value.EnumerateObject()
                    .Where(field => field.Value.ValueKind != JsonValueKind.Null && field.Name != "recorded_at")
                    .OrderBy(field => field.Name, StringComparer.Ordinal);
                Join(text, '{', '}', fields, field =>
                {
                    Quote(text, field.Name);
                    text.Append(':');
                    Write(text, field.Value);
                });
                break;
            case JsonValueKind.Array:
                Join(text, '[', ']', value.EnumerateArray(), element => Write(text, element));
                break;
            case JsonValueKind.Number:
                text.Append(Numbers.Read(value).ToString("0.########", CultureInfo.InvariantCulture));
                break;
            case JsonValueKind.String:
                Quote(text, value.GetString()!);
                break;
            default:
                text.Append(value.GetRawText());
                break;
        }
    }

    private static void Join<T>(StringBuilder text, char open, char close, IEnumerable<T> parts, Action<T> write)
    {
        text.Append(open);
        var first = true;
        foreach (var part in parts)
        {
            if (!first)
                text.Append(',');
            first = false;
            write(part);
        }
        text.Append(close);
    }

    private static void Quote(StringBuilder text, string value) => text
        .Append('"')
        .Append(value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal))
        .Append('"');
}
