using System.Text.Json;

namespace Sluice.Oracle.Shapes;

/// <summary>The fields an object must and may have, and the law that ties them together.</summary>
internal sealed class Shape
{
    private readonly Field[] _fields;
    private readonly Dictionary<string, int> _index;
    private readonly Check? _law;

    /// <param name="fields">Every field the object may have.</param>
    /// <param name="law">Judged last, when each field is right by itself.</param>
    public Shape(Field[] fields, Check? law = null)
    {
        _fields = fields;
        _law = law;
        _index = fields.Select((field, i) => (field.Name, i)).ToDictionary(f => f.Name, f => f.i, StringComparer.Ordinal);
    }

    /// <summary>The first thing wrong with the object, naming the field, or null.</summary>
    public string? Fault(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object)
            return "is not an object";
        var seen = new bool[_fields.Length];
        foreach (var property in value.EnumerateObject())
        {
            if (!_index.TryGetValue(property.Name, out var i))
                return $"field {property.Name} is unknown";
            if (seen[i])
                return $"field {property.Name} is repeated";
            seen[i] = true;
            if (FieldFault(_fields[i], property.Value) is { } fault)
                return $"field {property.Name} {fault}";
        }
        for (var i = 0; i < _fields.Length; i++)
        {
            if (!seen[i] && _fields[i].Presence != Presence.Optional)
                return $"field {_fields[i].Name} is missing";
        }
        return _law?.Invoke(value);
    }

    private static string? FieldFault(Field field, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Null)
            return field.Presence == Presence.Required ? "is missing" : null;
        return field.Check(value);
    }
}
