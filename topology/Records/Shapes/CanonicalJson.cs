using System.Globalization;
using System.Text;

namespace Sluice.Topology.Records.Shapes;

/// <summary>
/// One spelling for one content: keys in ordinal order, no blanks, absent fields left out, numbers without exponent or
/// trailing zeros, instants in UTC without trailing zeros, only those characters escaped that JSON demands.
/// </summary>
public static class CanonicalJson
{
    public static string Of(ShapedRecord record)
    {
        var json = new StringBuilder();
        AppendObject(json, record);
        return json.ToString();
    }

    private static void AppendObject(StringBuilder json, ShapedRecord record)
    {
        json.Append('{');
        bool first = true;
        foreach (int index in record.Shape.CanonicalOrder)
        {
            if (record.Values[index] is not { } value)
                continue;
            if (!first)
                json.Append(',');
            first = false;
            JsonText.AppendString(json, record.Shape.Fields[index].Name);
            json.Append(':');
            AppendValue(json, value);
        }

        json.Append('}');
    }

    private static void AppendValue(StringBuilder json, object value)
    {
        switch (value)
        {
            case string text:
                JsonText.AppendString(json, text);
                break;
            case bool flag:
                json.Append(flag ? "true" : "false");
                break;
            case DateOnly date:
                json.Append(CultureInfo.InvariantCulture, $"\"{date:yyyy-MM-dd}\"");
                break;
            case DateTimeOffset instant:
                json.Append(CultureInfo.InvariantCulture, $"\"{instant.UtcDateTime:yyyy-MM-ddTHH:mm:ss.FFFFFFF}Z\"");
                break;
            case ShapedRecord nested:
                AppendObject(json, nested);
                break;
            case IReadOnlyList<ShapedRecord> list:
                AppendList(json, list);
                break;
            default:
                // Whole numbers and decimals; the latter were read without trailing zeros.
                json.Append(CultureInfo.InvariantCulture, $"{value}");
                break;
        }
    }

    private static void AppendList(StringBuilder json, IReadOnlyList<ShapedRecord> list)
    {
        json.Append('[');
        for (int i = 0; i < list.Count; i++)
        {
            if (i > 0)
                json.Append(',');
            AppendObject(json, list[i]);
        }

        json.Append(']');
    }
}
