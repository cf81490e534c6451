using System.Globalization;
using System.Text;
using System.Text.Json;
using Sluice.Topology.Records.Scalars;
using Sluice.Topology.Time;

namespace Sluice.Topology.Books.Commands;

/// <summary>
/// Reads the fields that only one type of control message has; strict, as for any record. The first fault is kept, with
/// the field and its value.
/// </summary>
internal sealed class OrderReader
{
    private static readonly string[] Envelope = ["command_id", "type", "requested_by", "reason", "issued_at", "cut", "signature"];

    private readonly JsonElement _body;
    private readonly HashSet<string> _known = new(Envelope, StringComparer.Ordinal);

    public OrderReader(JsonElement body) => _body = body;

    /// <summary>What is wrong, or null.</summary>
    public string? Fault { get; private set; }

    public BusinessMonth Month(string name) => Find(name, required: true) is { } value ? MonthOf(name, value) : default;

    /// <summary>At least one, each once, ascending.</summary>
    public IReadOnlyList<BusinessMonth> Months(string name)
    {
        if (Find(name, required: true) is not { } value)
        {
            return [];
        }

        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() == 0)
        {
            Wrong(name, value, "a list of months, such as [\"2026-01\"]");
            return [];
        }

        return [.. value.EnumerateArray().Select(month => MonthOf(name, month)).Distinct().Order()];
    }

    /// <summary>Party ids, or null where all are meant: the field is left out, null or empty, or holds the word all.</summary>
    public IReadOnlySet<string>? Parties(string name)
    {
        if (Find(name, required: false) is not { } value || (value.ValueKind == JsonValueKind.String && value.ValueEquals("all")))
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.Array || value.EnumerateArray().Any(id => id.ValueKind != JsonValueKind.String || id.GetString()!.Length == 0))
        {
            Wrong(name, value, "a list of ids");
            return null;
        }

        return value.GetArrayLength() == 0 ? null : value.EnumerateArray().Select(id => id.GetString()!).ToHashSet(StringComparer.Ordinal);
    }

    public bool Flag(string name, bool required)
    {
        if (Find(name, required) is not { } value)
        {
            return false;
        }

        if (value.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
        {
            Wrong(name, value, "true or false");
        }

        return value.ValueKind == JsonValueKind.True;
    }

    public string Text(string name)
    {
        if (Find(name, required: true) is not { } value)
        {
            return "";
        }

        if (value.ValueKind != JsonValueKind.String || string.IsNullOrWhiteSpace(value.GetString()))
        {
            Wrong(name, value, "a text");
            return "";
        }

        return value.GetString()!;
    }

    /// <summary>An instant with an offset, or null where the field is left out.</summary>
    public DateTimeOffset? Instant(string name)
    {
        if (Find(name, required: false) is not { } value)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.String && InstantText.TryParse(Encoding.UTF8.GetBytes(value.GetString()!), out var ticks))
        {
            return new DateTimeOffset(ticks, TimeSpan.Zero);
        }

        Wrong(name, value, "an instant with its offset, such as 2026-02-01T00:00:00Z");
        return null;
    }

    /// <summary>An amount above 0, with the digits that records may have.</summary>
    public decimal Amount(string name)
    {
        if (Find(name, required: true) is not { } value)
        {
            return 0m;
        }

        if (value.ValueKind == JsonValueKind.Number
            && decimal.TryParse(value.GetRawText(), NumberStyles.Float, CultureInfo.InvariantCulture, out var amount)
            && amount > 0
            && amount < 1_000_000_000_000_000m
            && amount * 100_000_000m % 1m == 0m)
        {
            return amount;
        }

        Wrong(name, value, "an amount above 0 with at most 15 digits before the point and 8 behind");
        return 0m;
    }

    /// <summary>To be called when every field was asked for: any other is a fault.</summary>
    public string? End()
    {
        foreach (var field in _body.EnumerateObject().Where(field => !_known.Contains(field.Name)))
        {
            Fault ??= $"{field.Name}: no such field ({Shown(field.Value)})";
        }

        return Fault;
    }

    /// <summary>Says what is wrong with a field that was read.</summary>
    public void Wrong(string name, string words) => Fault ??= $"{name}: {words}";

    private BusinessMonth MonthOf(string name, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String && BusinessMonth.TryParse(value.GetString()!, out var month))
        {
            return month;
        }

        Wrong(name, value, "a month, such as 2026-01");
        return default;
    }

    private JsonElement? Find(string name, bool required)
    {
        _known.Add(name);
        if (_body.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null)
        {
            return value;
        }

        if (required)
        {
            Fault ??= $"{name}: missing";
        }

        return null;
    }

    private void Wrong(string name, JsonElement value, string wanted) => Fault ??= $"{name}: {Shown(value)} is not {wanted}";

    private static string Shown(JsonElement value)
    {
        const int Max = 100;
        var text = value.GetRawText();
        return text.Length <= Max ? text : text[..Max] + "…";
    }
}
