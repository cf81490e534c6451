using System.Text.Json;
using Sluice.Topology.Records.Scalars;

namespace Sluice.Topology.Records.Shapes;

/// <summary>Reads one message after a shape. The first fault ends the reading and stands in <see cref="Rejection"/>.</summary>
internal ref struct ShapeReader
{
    private readonly string _topic;
    private readonly ReadOnlySpan<byte> _payload;
    private Utf8JsonReader _json;

    // Whether a rejection may show values of plain fields only: all else may hold, out of place, what is about a person.
    private bool _guarded;

    // The field whose value is being read, so that broken JSON can be told by field.
    private FieldShape? _field;
    private string _path = "";
    private bool _ended;

    /// <param name="topic">For the words of a rejection.</param>
    /// <param name="payload">Has passed <see cref="PayloadRules"/>.</param>
    public ShapeReader(string topic, ReadOnlySpan<byte> payload)
    {
        _topic = topic;
        _payload = payload;
        _json = new Utf8JsonReader(payload);
    }

    public Rejection? Rejection { get; private set; }

    /// <summary>The record, or null with a <see cref="Rejection"/>.</summary>
    public ShapedRecord? ReadRecord(ObjectShape shape)
    {
        _guarded = shape.HoldsPersonal;
        try
        {
            _json.Read();
            if (_json.TokenType != JsonTokenType.StartObject)
            {
                JsonExcerpt found = Found(field: null);
                Rejection = new Rejection(null, found.Value, $"a record must be a JSON object, but is {found.Shown}");
                return null;
            }

            ShapedRecord? record = ReadObject(shape, "");
            if (record is null)
                return null;
            _ended = true;
            _json.Read();
            return record;
        }
        catch (JsonException)
        {
            Rejection = BrokenJson();
            return null;
        }
    }

    private ShapedRecord? ReadObject(ObjectShape shape, string prefix)
    {
        var values = new object?[shape.Fields.Count];
        var met = new Met[values.Length];
        while (true)
        {
            _field = null;
            _json.Read();
            if (_json.TokenType == JsonTokenType.EndObject)
                return CheckComplete(shape, prefix, met) ? new ShapedRecord(shape, values) : null;
            int index = IndexOfName(shape);
            if (index < 0)
                return RejectUnknown(shape, prefix);
            _field = shape.Fields[index];
            _path = prefix + _field.Name;
            _json.Read();
            if (met[index] != Met.Never)
                return RejectRepeated(_field, _path);
            met[index] = _json.TokenType == JsonTokenType.Null ? Met.Null : Met.Value;
            if (met[index] == Met.Null)
                continue;
            values[index] = ReadValue(_field, _path);
            if (Rejection is not null)
                return null;
        }
    }

    private object? ReadValue(FieldShape field, string path)
    {
        switch (field.Kind, _json.TokenType)
        {
            case (FieldKind.Object, JsonTokenType.StartObject):
                return ReadObject(field.Nested!, $"{path}.");
            case (FieldKind.List, JsonTokenType.StartArray):
                return ReadList(field, path);
            case (FieldKind.Boolean, JsonTokenType.True):
                return true;
            case (FieldKind.Boolean, JsonTokenType.False):
                return false;
            case (FieldKind.Integer or FieldKind.Amount, JsonTokenType.Number):
                return Keep(field, ScalarValue.Number(field, _json.ValueSpan, out string? fault), path, fault);
            case (_, JsonTokenType.String) when field.IsString:
                return ReadText(field, path);
            default:
                return Keep(field, null, path, $"must be {field.Expectation}");
        }
    }

    private object? ReadText(FieldShape field, string path)
    {
        ReadOnlySpan<byte> text = _json.ValueSpan;
        if (_json.ValueIsEscaped)
        {
            var plain = new byte[text.Length];
            if (!JsonEscapes.TryUnescape(text, plain, out int length))
                return Keep(field, null, path, "must be whole characters (half of a surrogate pair is none)");
            text = plain.AsSpan(0, length);
        }

        return Keep(field, ScalarValue.Text(field, text, out string? fault), path, fault);
    }

    private List<ShapedRecord>? ReadList(FieldShape field, string path)
    {
        var items = new List<ShapedRecord>();
        while (true)
        {
            _field = null;
            _json.Read();
            if (_json.TokenType == JsonTokenType.EndArray)
                return items;
            string itemPath = $"{path}[{items.Count}]";
            if (_json.TokenType != JsonTokenType.StartObject)
            {
                Keep(field, null, itemPath, "must be an object");
                return null;
            }

            if (ReadObject(field.Nested!, $"{itemPath}.") is not { } item)
                return null;
            items.Add(item);
        }
    }

    /// <summary>Passes the value on, or turns the fault into the rejection.</summary>
    private object? Keep(FieldShape field, object? value, string path, string? fault)
    {
        if (fault is null)
            return value;
        JsonExcerpt found = Found(field);
        Rejection = new Rejection(path, found.Value, $"{path} {fault}, but is {found.Shown}");
        return null;
    }

    private readonly int IndexOfName(ObjectShape shape)
    {
        ReadOnlySpan<byte> name = _json.ValueSpan;
        if (!_json.ValueIsEscaped)
            return shape.IndexOf(name);
        var plain = new byte[name.Length];
        return JsonEscapes.TryUnescape(name, plain, out int length) ? shape.IndexOf(plain.AsSpan(0, length)) : -1;
    }

    private ShapedRecord? RejectUnknown(ObjectShape shape, string prefix)
    {
        string path = prefix + Printable.Of(_json.ValueSpan);
        string whole = prefix.Length == 0 ? _topic : prefix.TrimEnd('.');
        string fields = string.Join(", ", shape.Fields.Select(f => f.Name));
        _json.Read();
        JsonExcerpt found = Found(field: null);
        Rejection = new Rejection(path, found.Value, $"{path} (here {found.Shown}) is not a field of {whole}, which has {fields}");
        return null;
    }

    private ShapedRecord? RejectRepeated(FieldShape field, string path)
    {
        JsonExcerpt found = Found(field);
        Rejection = new Rejection(path, found.Value, $"{path} stands more than once in the record, again with {found.Shown}");
        return null;
    }

    private bool CheckComplete(ObjectShape shape, string prefix, Met[] met)
    {
        for (int i = 0; i < met.Length; i++)
        {
            if (met[i] == Met.Value || !shape.Fields[i].Required)
                continue;
            string path = prefix + shape.Fields[i].Name;
            Rejection = met[i] == Met.Null
                ? new Rejection(path, "null", $"{path} is required, but is null")
                : new Rejection(path, null, $"{path} is required, but is missing");
            return false;
        }

        return true;
    }

    private readonly Rejection BrokenJson()
    {
        JsonExcerpt read = JsonExcerpt.Behind(_json, _payload);
        bool withheld = IsWithheld(_field) || (_guarded && !read.IsWord);
        JsonExcerpt found = withheld ? read.Withheld() : read;
        if (_ended)
            return new Rejection(null, found.Value, $"the message goes on after the record's end, at byte {found.Offset}, with {found.Shown}");
        if (read.Value is not { Length: > 0 })
            return new Rejection(_field is null ? null : _path, null, $"the message ends before its JSON does, at byte {found.Offset}");
        return _field is null
            ? new Rejection(null, found.Value, $"the message is not JSON at byte {found.Offset}: {found.Shown}")
            : new Rejection(_path, found.Value, $"{_path} must be {_field.Expectation}, but is {found.Shown}, which is not JSON");
    }

    /// <summary>The value at which the reader stands, as far as it may be shown.</summary>
    /// <param name="field">The field whose value it is; null for a field nobody knows, or none.</param>
    private readonly JsonExcerpt Found(FieldShape? field)
    {
        JsonExcerpt found = JsonExcerpt.OfValue(_json, _payload);
        bool nested = _json.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray;
        return IsWithheld(field) || (_guarded && nested) ? found.Withheld() : found;
    }

    private readonly bool IsWithheld(FieldShape? field) => field?.IsPersonal ?? _guarded;

    private enum Met : byte
    {
        Never = 0,
        Null = 1,
        Value = 2,
    }
}
