using System.Globalization;
using System.Text.Json;
using Sluice.Engine.Control;
using Sluice.Engine.State;

namespace Sluice.Checking.Books;

/// <summary>A command as its row tells of it, read apart from the code that carries it out.</summary>
/// <param name="Row">Its row, where that has ended.</param>
/// <param name="Cut">What it could see.</param>
/// <param name="Body">The whole message.</param>
public sealed record ToldCommand(CommandRow Row, Positions Cut, JsonElement Body)
{
    public string Id => Row.Id;

    public bool IsDone => Row.Status == CommandStatus.Done;

    public string Month => Body.GetProperty("month").GetString()!;

    /// <summary>Ascending, each once.</summary>
    public IReadOnlyList<string> Months => [.. Body.GetProperty("months").EnumerateArray().Select(m => m.GetString()!).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>Null for all.</summary>
    public IReadOnlySet<string>? Clients => Parties("clients");

    /// <summary>Null for all.</summary>
    public IReadOnlySet<string>? Providers => Parties("providers");

    public bool IsForced => Flag("force");

    public bool IncludesLate => Flag("include_late");

    public bool IsApplied => Flag("apply");

    /// <summary>The instant that limits the rules; null for current prices.</summary>
    public DateTimeOffset? AsOf => Body.TryGetProperty("at", out var at) && at.ValueKind == JsonValueKind.String
        ? DateTimeOffset.Parse(at.GetString()!, CultureInfo.InvariantCulture)
        : null;

    public string InvoiceNumber => Body.GetProperty("invoice_number").GetString()!;

    public decimal Amount => Body.GetProperty("amount").GetDecimal();

    /// <summary>Reads a row whose message was signed and understood.</summary>
    public static ToldCommand Of(CommandRow row)
    {
        using var json = JsonDocument.Parse(row.Request!);
        var body = json.RootElement.Clone();
        var cut = Positions.None;
        foreach (var topic in body.GetProperty("cut").EnumerateObject())
        {
            foreach (var partition in topic.Value.EnumerateObject())
            {
                cut = cut.With(new(topic.Name, int.Parse(partition.Name, CultureInfo.InvariantCulture)), partition.Value.GetInt64());
            }
        }

        return new(row, cut, body);
    }

    public override string ToString() => $"{Row.Type} {Id} ({Row.Status}: {Row.Reason})";

    private bool Flag(string name) => Body.TryGetProperty(name, out var flag) && flag.ValueKind == JsonValueKind.True;

    private HashSet<string>? Parties(string name) =>
        Body.TryGetProperty(name, out var ids) && ids.ValueKind == JsonValueKind.Array && ids.GetArrayLength() > 0
            ? ids.EnumerateArray().Select(id => id.GetString()!).ToHashSet(StringComparer.Ordinal)
            : null;
}
