namespace Sluice.Samples.Faults;

/// <summary>Changes to a written object, as text, so that it may end as no JSON at all.</summary>
internal static class Edits
{
    /// <summary>Puts other text where a text or number field has its value.</summary>
    public static string Set(string json, string field, string raw)
    {
        var start = Start(json, field);
        return json[..start] + raw + json[End(json, start)..];
    }

    public static string SetText(string json, string field, string text) => Set(json, field, $"\"{text}\"");

    /// <summary>Takes out a text or number field that is not the last.</summary>
    public static string Remove(string json, string field)
    {
        var start = Start(json, field);
        return json[..(start - field.Length - 3)] + json[(End(json, start) + 1)..];
    }

    /// <summary>Puts a field behind all others.</summary>
    public static string Append(string json, string field, string raw) => $"{json[..^1]},\"{field}\":{raw}}}";

    private static int Start(string json, string field)
    {
        var mark = $"\"{field}\":";
        return json.IndexOf(mark, StringComparison.Ordinal) + mark.Length;
    }

    private static int End(string json, int start) =>
        json[start] == '"' ? json.IndexOf('"', start + 1) + 1 : json.IndexOfAny([',', '}'], start);
}
